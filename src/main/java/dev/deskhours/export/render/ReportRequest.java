package dev.deskhours.export.render;

import java.time.Instant;

import dev.deskhours.days.DesktopUsageRequest;
import dev.deskhours.days.connection.ConnectionRequest;
import dev.deskhours.days.user.UserUsageRequest;

/** A checked request for a file. */
public sealed interface ReportRequest {
    String projectId();

    Instant startTime();

    Instant endTime();

    /** With what the name of the file begins. */
    String fileKind();

    /** A row for each desktop. */
    record Desktops(DesktopUsageRequest request) implements ReportRequest {
        @Override
        public String projectId() {
            return request.projectId();
        }

        @Override
        public Instant startTime() {
            return request.startTime();
        }

        @Override
        public Instant endTime() {
            return request.endTime();
        }

        @Override
        public String fileKind() {
            return "desktop-usage";
        }
    }

    /** A row for each user and enterprise project. */
    record Users(UserUsageRequest request) implements ReportRequest {
        @Override
        public String projectId() {
            return request.projectId();
        }

        @Override
        public Instant startTime() {
            return request.startTime();
        }

        @Override
        public Instant endTime() {
            return request.endTime();
        }

        @Override
        public String fileKind() {
            return "user-usage";
        }
    }

    /** A row for each session and failed login. */
    record Connections(ConnectionRequest request) implements ReportRequest {
        @Override
        public String projectId() {
            return request.projectId();
        }

        @Override
        public Instant startTime() {
            return request.startTime();
        }

        @Override
        public Instant endTime() {
            return request.endTime();
        }

        @Override
        public String fileKind() {
            return "connections";
        }
    }
}
