package dev.deskhours.service.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What came back; header names in small letters. */
record Answer(int status, Map<String, String> headers, String body) {
    private static final Duration LONGEST = Duration.ofSeconds(15);

    /** @throws java.net.SocketTimeoutException if nothing came for a long time */
    static Answer of(Request request, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout((int) LONGEST.toMillis());
            socket.connect(new InetSocketAddress("127.0.0.1", port));
            try {
                socket.getOutputStream().write(request.bytes(port));
            } catch (SocketException closedEarly) {
                // It may answer before it has read everything; what it says is what counts.
                return parsed(read(socket));
            }
            return parsed(read(socket));
        }
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    private static String read(Socket socket) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        byte[] part = new byte[8192];
        try {
            for (int count; (count = socket.getInputStream().read(part)) > 0; ) {
                text.write(part, 0, count);
            }
        } catch (SocketException reset) {
            if (text.size() == 0) {
                throw reset;
            }
        }
        return text.toString(StandardCharsets.ISO_8859_1);
    }

    private static Answer parsed(String text) {
        if (text.startsWith("HTTP/1.1 100 ")) {
            return parsed(text.substring(text.indexOf("\r\n\r\n") + 4));
        }
        if (!text.startsWith("HTTP/1.")) {
            return new Answer(0, Map.of(), text);
        }
        int end = text.indexOf("\r\n\r\n");
        Map<String, String> headers = new HashMap<>();
        text.substring(0, end).lines().skip(1).forEach(line -> {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        });
        String body = text.substring(end + 4);
        boolean chunked = headers.getOrDefault("transfer-encoding", "").equals("chunked");
        return new Answer(
                Integer.parseInt(text.substring(9, 12)),
                headers,
                new String(
                        (chunked ? joined(body) : body).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }

    private static String joined(String chunks) {
        StringBuilder body = new StringBuilder();
        int at = 0;
        while (true) {
            int line = chunks.indexOf("\r\n", at);
            int length =
                    line < 0 ? 0 : Integer.parseInt(chunks.substring(at, line).strip(), 16);
            if (length == 0) {
                return body.toString();
            }
            body.append(chunks, line + 2, line + 2 + length);
            at = line + 2 + length + 2;
        }
    }
}
