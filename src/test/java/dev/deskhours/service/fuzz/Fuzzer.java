package dev.deskhours.service.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

import dev.deskhours.service.fuzz.Contract.Body;
import dev.deskhours.service.fuzz.Contract.Operation;
import dev.deskhours.service.fuzz.Contract.Parameter;

/** Makes requests, the same ones for the same seed: good ones, and such as have been spoilt in one or more places. */
final class Fuzzer {
    private final Contract contract;
    private final List<String> credentials;
    private final List<String> taskIds;
    private final Random random;

    /**
     * @param credentials headers that are good
     * @param taskIds of tasks that exist
     */
    Fuzzer(Contract contract, List<String> credentials, List<String> taskIds, long seed) {
        this.contract = contract;
        this.credentials = credentials;
        this.taskIds = taskIds;
        this.random = new Random(seed);
    }

    Request next() {
        Operation operation = one(contract.operations());
        List<String> headers = new ArrayList<>();
        addCredentials(headers);
        operation.parameters().stream()
                .filter(parameter -> parameter.in().equals("header") && chance(20))
                .forEach(parameter -> headers.add(parameter.name() + ": " + headerText(value(parameter))));
        byte[] body = body(operation, headers);
        while (chance(20)) {
            headers.add(one(Hostile.HEADERS));
        }
        String method = chance(6) ? one(Hostile.METHODS) : operation.method();
        String target = path(operation) + query(operation);
        boolean broken = chance(6);
        return new Request(
                operation,
                method,
                broken ? spoilt(target) : target,
                headers,
                body,
                framing(body),
                !broken && method.equals(operation.method()));
    }

    private void addCredentials(List<String> headers) {
        if (chance(85)) {
            headers.add(one(credentials));
        } else if (chance(75)) {
            headers.add(one(List.of("X-Auth-Token: ", "Authorization: Bearer ", "Authorization: "))
                    + headerText(one(Hostile.TEXTS)));
        } else if (chance(50)) {
            headers.add("X-Sdk-Date: 20261127T120000Z");
            headers.add("Authorization: SDK-HMAC-SHA256 Access=" + headerText(one(Hostile.TEXTS))
                    + ", SignedHeaders=host;x-sdk-date, Signature=" + "0".repeat(random.nextInt(80)));
        }
    }

    private String path(Operation operation) {
        String path = operation.path();
        for (Parameter parameter : operation.parameters()) {
            if (parameter.in().equals("path")) {
                path = path.replace("{" + parameter.name() + "}", escaped(pathValue(parameter)));
            }
        }
        return path;
    }

    private String pathValue(Parameter parameter) {
        if (chance(10)) {
            return one(Hostile.TEXTS);
        }
        if (parameter.name().equals("project_id")) {
            return FuzzIT.PROJECT;
        }
        return parameter.name().equals("task_id") && chance(80) ? one(taskIds) : one(parameter.values());
    }

    private String query(Operation operation) {
        List<String> parts = new ArrayList<>();
        for (Parameter parameter : operation.parameters()) {
            while (parameter.in().equals("query") && chance(parameter.required() ? 96 : 20)) {
                parts.add(parameter.name() + (chance(3) ? "" : "=" + escaped(value(parameter))));
                if (!chance(3)) {
                    break;
                }
            }
        }
        return parts.isEmpty() ? "" : "?" + String.join("&", parts);
    }

    private String value(Parameter parameter) {
        return chance(15) ? one(Hostile.TEXTS) : one(parameter.values());
    }

    private byte[] body(Operation operation, List<String> headers) {
        if (operation.bodies().isEmpty() && !chance(3)) {
            return new byte[0];
        }
        Body good = operation.bodies().isEmpty() ? new Body("application/json", "{}") : one(operation.bodies());
        String type = chance(8) ? one(Hostile.TYPES) : good.type();
        if (!type.isEmpty()) {
            headers.add("Content-Type: " + type);
        }
        byte[] body = chance(50) ? bytes(good.text()) : spoiltBody(good);
        if (chance(8)) {
            headers.add("Content-Encoding: gzip");
            return chance(30) ? body : zipped(body);
        }
        return body;
    }

    private byte[] spoiltBody(Body body) {
        byte[] bytes = bytes(body.text());
        return switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            case 1 -> flipped(bytes);
            case 2 -> bytes(one(Hostile.JSON));
            case 3 -> bytes(body.text().repeat(1 + random.nextInt(5)));
            default -> bytes(withOtherValue(body));
        };
    }

    /** One of its values is another one. */
    private String withOtherValue(Body body) {
        boolean json = !body.type().equals("text/csv");
        List<String> values = body.text()
                .lines()
                .flatMap(line -> Arrays.stream(line.split("[,:\\[\\]{}]")))
                .filter(value -> value.length() > 1)
                .toList();
        String other = json ? one(Hostile.JSON) : one(Hostile.TEXTS);
        return values.isEmpty() ? other : body.text().replace(one(values), other);
    }

    private byte[] flipped(byte[] bytes) {
        byte[] other = bytes.clone();
        for (int time = 0; other.length > 0 && time < 3; time++) {
            other[random.nextInt(other.length)] = (byte) random.nextInt(256);
        }
        return other;
    }

    private String spoilt(String target) {
        int at = 1 + random.nextInt(target.length());
        return target.substring(0, at) + one(Hostile.IN_URIS) + target.substring(at);
    }

    private Request.Framing framing(byte[] body) {
        if (body.length == 0 || chance(90)) {
            return Request.Framing.LENGTH;
        }
        return chance(80) ? Request.Framing.CHUNKED : Request.Framing.BROKEN_CHUNK;
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** What would end the header ends nothing. */
    private static String headerText(String text) {
        return new String(bytes(text), StandardCharsets.ISO_8859_1).replaceAll("[\r\n]", "");
    }

    private static byte[] zipped(byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(body);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
