package dev.deskhours.service.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dev.deskhours.service.fuzz.Contract.Operation;

/**
 * One request as it goes over the wire.
 *
 * @param operation it was made for
 * @param target not encoded any further
 * @param headers {@code Name: value}, as ISO 8859-1
 * @param kept whether it still has the method and the path of its operation, and may be expected to be routed there
 */
record Request(
        Operation operation,
        String method,
        String target,
        List<String> headers,
        byte[] body,
        Framing framing,
        boolean kept) {

    /** How the length of the body is told. */
    enum Framing {
        LENGTH,
        CHUNKED,
        BROKEN_CHUNK
    }

    byte[] bytes(int port) {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        if (headers.stream().noneMatch(header -> header.startsWith("Host:"))) {
            head.append("Host: 127.0.0.1:").append(port).append("\r\n");
        }
        headers.forEach(header -> head.append(header).append("\r\n"));
        head.append("Connection: close\r\n");
        byte[] content = framed(head);
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        return joined(start, content);
    }

    /** For whoever wants to see it again. */
    String curl(int port) {
        List<String> line = new ArrayList<>(List.of("curl -sSi --path-as-is -g -X " + method));
        headers.forEach(header -> line.add("-H " + quoted(header.getBytes(StandardCharsets.ISO_8859_1))));
        if (framing != Framing.LENGTH) {
            line.add("-H 'Transfer-Encoding: chunked'");
        }
        if (body.length > 0) {
            line.add("--data-binary " + quoted(body));
        }
        line.add(quoted(("http://127.0.0.1:" + port + target).getBytes(StandardCharsets.ISO_8859_1)));
        return String.join(" ", line) + (framing == Framing.BROKEN_CHUNK ? "  # its last chunk is broken" : "");
    }

    private byte[] framed(StringBuilder head) {
        if (framing == Framing.LENGTH) {
            if (body.length > 0 || !method.equals("GET")) {
                head.append("Content-Length: ").append(body.length).append("\r\n");
            }
            return body;
        }
        head.append("Transfer-Encoding: chunked\r\n");
        String end = framing == Framing.CHUNKED ? "\r\n0\r\n\r\n" : "\r\nno length\r\n\r\n";
        if (body.length == 0) {
            return end.substring(2).getBytes(StandardCharsets.ISO_8859_1);
        }
        byte[] start = (Integer.toHexString(body.length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        return joined(joined(start, body), end.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] all = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    /** As bash reads it. */
    private static String quoted(byte[] bytes) {
        StringBuilder text = new StringBuilder("$'");
        for (byte one : bytes.length > 2_000 ? java.util.Arrays.copyOf(bytes, 2_000) : bytes) {
            if (one == '\'' || one == '\\' || one < ' ' || one == 127) {
                text.append("\\x%02x".formatted(one & 0xff));
            } else {
                text.append((char) one);
            }
        }
        return text.append(bytes.length > 2_000 ? "...'" : "'").toString();
    }
}
