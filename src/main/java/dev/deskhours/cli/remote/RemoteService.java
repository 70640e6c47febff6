package dev.deskhours.cli.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.deskhours.cli.terminal.UserError;

/** A service that runs elsewhere. Whatever it refuses is an error of whoever called the command, in its own words. */
public final class RemoteService {
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FIRST_ERROR = 400;

    private final URI address;
    private final String token;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT_PATIENCE).build();

    /**
     * @param token {@code null} where nobody is asked for one
     * @throws UserError if the address is none
     */
    public RemoteService(URI address, String token) {
        if (!address.toString().matches("https?://[^/?#]+/?")) {
            throw new UserError("--url " + address + " is no address of a service, as https://desks.example:8080");
        }
        this.address = address;
        this.token = token;
    }

    JsonNode get(String path) {
        return json(send(request(path).GET().build()));
    }

    JsonNode post(String path, JsonNode body) {
        return post(path, "application/json", BodyPublishers.ofString(body.toString()));
    }

    /** Sends a body of any length, as it is read. */
    JsonNode post(String path, String mediaType, InputStream body) {
        return post(path, mediaType, BodyPublishers.ofInputStream(() -> body));
    }

    /** The bytes of a file; to be closed. */
    InputStream download(String path) {
        return send(request(path).GET().build()).body();
    }

    /** A header of the answer to a POST, and its body. */
    Answer start(String path, JsonNode body) {
        HttpResponse<InputStream> response = send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build());
        return new Answer(
                json(response), response.headers().firstValue("X-Note").orElse(null));
    }

    /** @param note what the service has to say of its numbers; {@code null} = nothing */
    record Answer(JsonNode body, String note) {}

    private JsonNode post(String path, String mediaType, BodyPublisher body) {
        return json(
                send(request(path).header("Content-Type", mediaType).POST(body).build()));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path));
        return token == null ? request : request.header("X-Auth-Token", token);
    }

    private HttpResponse<InputStream> send(HttpRequest request) {
        try {
            HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
            if (response.statusCode() >= FIRST_ERROR) {
                throw refusal(response);
            }
            return response;
        } catch (ConnectException failure) {
            throw new UserError(address + " does not answer: nothing listens there, or it cannot be reached");
        } catch (IOException failure) {
            throw new UserError(address + " does not answer: " + failure.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new UserError("stopped");
        }
    }

    private UserError refusal(HttpResponse<InputStream> response) throws IOException {
        String text = new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
        try {
            String message = JSON.readTree(text).path("error_msg").asText();
            return new UserError(address + " answers " + response.statusCode() + ": " + message);
        } catch (JacksonException noJson) {
            return new UserError(address + " answers " + response.statusCode() + ", and is no service of this kind");
        }
    }

    private JsonNode json(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            return JSON.readTree(body);
        } catch (JacksonException noJson) {
            throw new UserError(address + " answers no JSON, and is no service of this kind");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
