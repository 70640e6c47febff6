package dev.deskhours.export.task;

import java.time.Instant;
import java.time.LocalDate;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.deskhours.project.PeriodReach;

/** One export as its owner sees it. It is only read here: every write is a statement with a fence or a lock around it. */
@Entity
@Table(name = "export_task")
public class ExportTask extends PanacheEntityBase {
    @Id
    @Column(name = "task_id")
    public String taskId;

    @Column(name = "project_id")
    public String projectId;

    @Enumerated(EnumType.STRING)
    public Status status;

    /** The parameters, as the JSON of {@link StoredRequest}. */
    public String request;

    @Column(name = "file_name")
    public String fileName;

    @Column(name = "create_time")
    public Instant createTime;

    @Column(name = "end_time")
    public Instant endTime;

    @Column(name = "expires_at")
    public Instant expiresAt;

    public int attempt;

    public int progress;

    @Column(name = "row_count")
    public Long rowCount;

    @Column(name = "file_key")
    public String fileKey;

    @Column(name = "file_size")
    public Long fileSize;

    public String sha256;

    @Column(name = "fail_reason")
    public String failReason;

    @Column(name = "error_code")
    public String errorCode;

    public boolean downloaded;

    @Column(name = "aggregated_through")
    public LocalDate aggregatedThrough;

    /** How far its numbers go. */
    public PeriodReach reach() {
        return PeriodReach.through(aggregatedThrough);
    }

    /** Where a task is in its life (docs/spec/api.md, The task). */
    @Schema(name = "TaskStatus")
    public enum Status {
        CREATING,
        SUCCESS,
        FAIL,
        EXPIRED
    }
}
