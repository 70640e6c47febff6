package dev.deskhours.cli.remote;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.deskhours.cli.terminal.UserError;

/** An export by a running service: started, waited for, downloaded and compared with its checksum. */
public final class RemoteExport {
    private final RemoteService service;
    private final String project;

    public RemoteExport(RemoteService service, String project) {
        this.service = service;
        this.project = project;
    }

    /**
     * @param rows how many the file has
     * @param note why there are none; {@code null} = there are some, or nothing is known
     */
    public record Exported(long rows, String note) {}

    /**
     * Writes the file.
     *
     * @param parameters those of an export of desktop usage, by name
     * @throws UserError if the service refuses or fails, or if what came is not what it made
     */
    public Exported write(Map<String, List<String>> parameters, Path target) throws IOException {
        ObjectNode asked = JsonNodeFactory.instance.objectNode();
        parameters.forEach((name, values) -> asked.put(name, values.get(0)));
        RemoteService.Answer started = service.start("/v1/" + project + "/export-tasks", asked);
        String id = started.body().path("task_id").asText();
        JsonNode task = finished(id);
        String received = download(id, target);
        if (!received.equals(task.path("sha256").asText())) {
            Files.deleteIfExists(target);
            throw new UserError("the file that came is not the one that was made: its SHA-256 differs; try again");
        }
        return new Exported(task.path("row_count").asLong(), started.note());
    }

    private JsonNode finished(String id) {
        String path = "/v1/" + project + "/export-tasks/" + id;
        JsonNode task = service.get(path);
        for (RemoteRuns.Waiting waiting = new RemoteRuns.Waiting(); isUnfinished(task); task = service.get(path)) {
            waiting.pause();
        }
        if (!task.path("status").asText().equals("SUCCESS")) {
            throw new UserError(
                    "the export has failed: " + task.path("fail_reason").asText());
        }
        return task;
    }

    private static boolean isUnfinished(JsonNode task) {
        return task.path("status").asText().equals("CREATING");
    }

    /** @return the SHA-256 of what came */
    private String download(String id, Path target) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream body = service.download("/v2/" + project + "/export-tasks/" + id + "/download");
                DigestInputStream digested = new DigestInputStream(body, digest)) {
            Files.copy(digested, target, StandardCopyOption.REPLACE_EXISTING);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
