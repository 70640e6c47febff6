package dev.deskhours.service.fuzz;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Whether an answer is the contract's (docs/spec/api.md, Answers and Errors). */
final class Verdict {
    /** What any request may be answered with, whose head or path is not one of the operation's. */
    private static final Set<Integer> OF_ALL = Set.of(400, 401, 403, 404, 405, 406, 413, 414, 415, 429, 431);

    private static final ObjectMapper JSON = new ObjectMapper();

    private Verdict() {}

    /** What is wrong; empty = nothing. */
    static Optional<String> of(Request request, Answer answer) {
        if (answer.status() == 0) {
            return Optional.of("no answer at all");
        }
        if (answer.status() >= 500) {
            return Optional.of("status " + answer.status());
        }
        if (answer.header("x-request-id")
                .filter(id -> id.matches("[A-Za-z0-9_-]{1,64}"))
                .isEmpty()) {
            return Optional.of("status " + answer.status() + " without a good X-Request-Id");
        }
        if (!allowed(request).contains(answer.status())) {
            return Optional.of("status " + answer.status() + " is not in the document");
        }
        return answer.status() >= 400 && !request.method().equals("HEAD") ? ofError(answer) : ofBody(answer);
    }

    private static Set<Integer> allowed(Request request) {
        Set<Integer> allowed = new HashSet<>(OF_ALL);
        allowed.addAll(request.operation().statuses());
        if (!request.kept()) {
            allowed.addAll(Set.of(200, 202, 204, 206, 304, 409, 416));
        }
        return allowed;
    }

    private static Optional<String> ofError(Answer answer) {
        Optional<JsonNode> body = parsed(answer);
        if (!answer.header("content-type").orElse("").startsWith("application/json") || body.isEmpty()) {
            return Optional.of("status " + answer.status() + " without a JSON body");
        }
        int code = body.get().path("error_code").asText().length();
        int message = body.get().path("error_msg").asText().length();
        boolean good = body.get().size() == 2 && code >= 8 && code <= 36 && message >= 2 && message <= 512;
        if (answer.status() == 429 && answer.header("retry-after").isEmpty()) {
            return Optional.of("status 429 without Retry-After");
        }
        return good ? Optional.empty() : Optional.of("status " + answer.status() + " with another body");
    }

    private static Optional<String> ofBody(Answer answer) {
        if (answer.header("x-injected").isPresent()) {
            return Optional.of("a header of the caller's making");
        }
        boolean json = answer.header("content-type").orElse("").startsWith("application/json");
        return json && !answer.body().isEmpty() && parsed(answer).isEmpty()
                ? Optional.of("JSON that is none")
                : Optional.empty();
    }

    private static Optional<JsonNode> parsed(Answer answer) {
        try {
            return Optional.of(JSON.readTree(answer.body()));
        } catch (IOException malformed) {
            return Optional.empty();
        }
    }
}
