package dev.deskhours.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A caller of one service, over HTTP as any other. */
public record ProcessClient(String url, Map<String, String> headers) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The same caller with one more header on each request. */
    public ProcessClient with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new ProcessClient(url, more);
    }

    public HttpResponse<String> get(String path) {
        return send(request(path).GET(), BodyHandlers.ofString());
    }

    public byte[] bytes(String path) {
        return send(request(path).GET(), BodyHandlers.ofByteArray()).body();
    }

    public JsonNode json(String path) {
        return good(get(path));
    }

    public HttpResponse<String> post(String path, String type, String body) {
        HttpRequest.Builder request = request(path).header("Content-Type", type);
        return send(request.POST(BodyPublishers.ofString(body)), BodyHandlers.ofString());
    }

    public JsonNode postJson(String path, String body) {
        return good(post(path, "application/json", body));
    }

    public HttpResponse<String> put(String path, String body) {
        HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
        return send(request.PUT(BodyPublishers.ofString(body)), BodyHandlers.ofString());
    }

    /** Sends a body of unknown length. */
    public HttpResponse<String> stream(String path, String encoding, Supplier<InputStream> body) {
        HttpRequest.Builder request = request(path).header("Content-Type", "application/x-ndjson");
        if (!encoding.isEmpty()) {
            request.header("Content-Encoding", encoding);
        }
        return send(request.POST(BodyPublishers.ofInputStream(body)), BodyHandlers.ofString());
    }

    public static JsonNode good(HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError(answer.statusCode() + ": " + answer.body());
        }
        return parsed(answer.body());
    }

    public static JsonNode parsed(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException failure) {
            throw new AssertionError(body, failure);
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofMinutes(3));
        headers.forEach(request::header);
        return request;
    }

    private static <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
        try {
            return HTTP.send(request.build(), handler);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
