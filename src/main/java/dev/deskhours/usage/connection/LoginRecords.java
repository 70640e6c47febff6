package dev.deskhours.usage.connection;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import dev.deskhours.days.connection.Connection;
import dev.deskhours.days.connection.ConnectionQuery;

/** A page of login records. What is not known is left out. */
@Schema(name = "LoginRecords", description = "A page of the sessions and failed logins that match, newest first.")
record LoginRecords(
        @JsonProperty("total_count")
        @Schema(description = "How many match, on all pages.", examples = "1", required = true)
        int totalCount,

        @Schema(required = true) List<LoginRecord> records) {

    @Schema(name = "LoginRecord", description = "A session, or a login that failed.")
    public record LoginRecord(
            @JsonProperty("transaction_id")
            @Schema(description = "The id of the session.", examples = "s-1", required = true)
            String transactionId,

            @JsonProperty("desktop_id") @Schema(examples = "desktop-0001")
            String desktopId,

            @JsonProperty("computer_name")
            @Schema(description = "The desktop's name, or its id where it has none.", examples = "finance-01")
            String computerName,

            @Schema(description = "The machine.", examples = "S-1-5-21-1004336348-1177238915-682003330")
            String sid,

            @JsonProperty("enterprise_project_id") @Schema(examples = "0")
            String enterpriseProjectId,

            @JsonProperty("user_name") @Schema(examples = "kari")
            String userName,

            @JsonProperty("connection_start_time") @Schema(examples = "2026-11-20T08:00:00Z", required = true)
            Instant startTime,

            @JsonProperty("connection_setup_time")
            @Schema(description = "The start, if the login succeeded.", examples = "2026-11-20T08:00:00Z")
            Instant setupTime,

            @JsonProperty("connection_end_time")
            @Schema(description = "Absent = none is known.", examples = "2026-11-20T16:00:00Z")
            Instant endTime,

            @JsonProperty("is_reconnect") @Schema(examples = "false", required = true)
            boolean reconnect,

            @JsonProperty("connection_failure_reason")
            @Schema(description = "Absent = the login succeeded.", examples = "wrong password")
            String failureReason) {
        static LoginRecord of(Connection connection) {
            return new LoginRecord(
                    connection.sessionId(),
                    connection.desktopId(),
                    connection.computerName(),
                    connection.machineSid(),
                    connection.enterpriseProjectId(),
                    connection.userName(),
                    connection.startedAt(),
                    connection.failureReason() == null ? connection.startedAt() : null,
                    connection.endedAt(),
                    connection.reconnect(),
                    connection.failureReason());
        }
    }

    static LoginRecords of(ConnectionQuery.Page page) {
        return new LoginRecords(
                page.count(), page.records().stream().map(LoginRecord::of).toList());
    }
}
