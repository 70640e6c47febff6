package dev.deskhours.aggregation;

import java.time.Instant;
import java.time.LocalDate;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** One run of the aggregation, as the run log keeps it (docs/spec/aggregation.md, The nightly run). */
@Entity
@Table(name = "aggregation_run")
public class AggregationRun extends PanacheEntityBase {
    @Id
    @Column(name = "run_id")
    public String runId;

    @Column(name = "project_id")
    public String projectId;

    @Column(name = "first_day")
    public LocalDate firstDay;

    @Column(name = "last_day")
    public LocalDate lastDay;

    @Convert(converter = RunCause.Converter.class)
    public RunCause cause;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    public RunStatus status;

    @Column(name = "start_time")
    public Instant startTime;

    @Column(name = "end_time")
    public Instant endTime;

    /** Whether days have been aggregated for it. */
    public boolean begun;

    public int projects;

    @Column(name = "sessions_read")
    public long sessionsRead;

    @Column(name = "desktop_days_written")
    public long desktopDaysWritten;

    @Column(name = "fail_reason")
    public String failReason;

    /** Whether all that is due was asked for, and no days ({@link RunDays#ALL_DUE}). */
    boolean isOfAllDue() {
        return new RunDays(firstDay, lastDay).areAllDue();
    }
}
