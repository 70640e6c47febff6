package dev.deskhours.export.api;

import java.nio.file.NoSuchFileException;
import java.util.Locale;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;

import dev.deskhours.export.render.FileForm;
import dev.deskhours.export.store.FileStore;
import dev.deskhours.export.task.ExportTask;
import dev.deskhours.export.task.ExportTasks;
import dev.deskhours.project.AnswerReach;
import dev.deskhours.web.ApiException;
import dev.deskhours.web.ByteRange;
import dev.deskhours.web.ContentDisposition;
import dev.deskhours.web.EntityTag;

/** Sends an exported file, or the range of it that was asked for (docs/spec/api.md, Answers). */
@ApplicationScoped
class Download {
    private static final Logger LOG = Logger.getLogger(Download.class);

    private final ExportTasks tasks;
    private final FileStore files;

    Download(ExportTasks tasks, FileStore files) {
        this.tasks = tasks;
        this.files = files;
    }

    /** @throws ApiException 400 if the task has no file */
    Uni<Void> send(ExportTask task, RoutingContext context) {
        requireFile(task);
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response();
        EntityTag tag = new EntityTag(task.sha256);
        response.putHeader("ETag", tag.header())
                .putHeader("Accept-Ranges", "bytes")
                .putHeader("Vary", "Accept");
        task.reach()
                .aggregatedThrough()
                .ifPresent(day -> response.putHeader(AnswerReach.AGGREGATED_THROUGH, day.toString()));
        if (tag.isHeldBy(header(request, "If-None-Match"))) {
            return ended(response.setStatusCode(304));
        }
        boolean head = request.method().equals(HttpMethod.HEAD);
        ByteRange range = head || !tag.allowsRange(header(request, "If-Range"))
                ? ByteRange.whole(task.fileSize)
                : ByteRange.parse(header(request, "Range"), task.fileSize);
        if (range.kind() != ByteRange.Kind.WHOLE) {
            response.putHeader("Content-Range", range.contentRange());
        }
        return switch (range.kind()) {
            case UNSATISFIABLE -> ended(response.setStatusCode(416));
            case PARTIAL -> file(task, request, response.setStatusCode(206), range);
            case WHOLE -> file(task, request, response, range);
        };
    }

    private Uni<Void> file(ExportTask task, HttpServerRequest request, HttpServerResponse response, ByteRange range) {
        response.putHeader("Content-Type", contentType(task.fileName, header(request, "Accept")))
                .putHeader("Content-Disposition", ContentDisposition.attachment(task.fileName))
                .putHeader("Content-Length", Long.toString(range.length()))
                .putHeader("X-Content-Type-Options", "nosniff");
        if (request.method().equals(HttpMethod.HEAD)) {
            return ended(response);
        }
        Uni<Void> marked =
                task.downloaded ? Uni.createFrom().voidItem() : tasks.markDownloaded(task.projectId, task.taskId);
        return marked.chain(() -> sent(task, response, range));
    }

    private Uni<Void> sent(ExportTask task, HttpServerResponse response, ByteRange range) {
        return files.send(task.fileKey, range.first(), range.length(), response)
                .onFailure()
                .recoverWithUni(failure -> notSent(response, failure));
    }

    private static Uni<Void> notSent(HttpServerResponse response, Throwable failure) {
        if (response.headWritten() || response.closed()) {
            LOG.debug("The caller did not wait for the whole file", failure);
            return Uni.createFrom().voidItem();
        }
        // Another answer follows, of which this is not true.
        for (String name : new String[] {
            "ETag",
            "Accept-Ranges",
            "Content-Range",
            "Content-Type",
            "Content-Disposition",
            "Content-Length",
            AnswerReach.AGGREGATED_THROUGH
        }) {
            response.headers().remove(name);
        }
        boolean deleted = failure instanceof NoSuchFileException;
        return Uni.createFrom().failure(deleted ? ExportTasks.noSuchTask() : failure);
    }

    private static void requireFile(ExportTask task) {
        switch (task.status) {
            case SUCCESS -> {}
            case CREATING -> throw ApiException.brokenRule("the export is not finished yet");
            case FAIL -> throw ApiException.brokenRule("the export has failed: " + task.failReason);
            case EXPIRED -> throw ApiException.brokenRule("the file has expired; start the export again");
        }
    }

    /** Only who asks for the true type gets it: the published SDKs lose a body of text. */
    private static String contentType(String fileName, String accept) {
        String type = new FileForm(FileForm.ofName(fileName)).mediaType();
        String essence = type.split(";", 2)[0];
        boolean accepted = accept != null && accept.toLowerCase(Locale.ROOT).contains(essence);
        return accepted ? type : MediaType.APPLICATION_OCTET_STREAM;
    }

    /** All headers of a name as one. */
    private static String header(HttpServerRequest request, String name) {
        var values = request.headers().getAll(name);
        return values.isEmpty() ? null : String.join(", ", values);
    }

    private static Uni<Void> ended(HttpServerResponse response) {
        return Uni.createFrom().completionStage(() -> response.end().toCompletionStage());
    }
}
