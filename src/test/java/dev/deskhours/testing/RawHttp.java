package dev.deskhours.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

import io.restassured.RestAssured;

import dev.deskhours.auth.signature.WireRequest;

/** Sends a request as it is, byte by byte, from an address of this machine: no client library improves it. */
public record RawHttp(String clientAddress) {
    public static final RawHttp FROM_LOCALHOST = new RawHttp("127.0.0.1");

    /** What came back. */
    public record Answer(int status, String text) {}

    public static String host() {
        return "127.0.0.1:" + RestAssured.port;
    }

    public Answer send(WireRequest request) {
        return send(request, () -> {});
    }

    /** Sends the body when all others have sent their heads; gives the status. */
    public int sendInTwo(WireRequest request, CountDownLatch heads) {
        return send(request, () -> {
                    heads.countDown();
                    try {
                        heads.await();
                    } catch (InterruptedException interrupted) {
                        throw new AssertionError(interrupted);
                    }
                })
                .status();
    }

    private Answer send(WireRequest request, Runnable beforeTheBody) {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(clientAddress), 0));
            socket.connect(new InetSocketAddress("127.0.0.1", RestAssured.port));
            OutputStream out = socket.getOutputStream();
            out.write(head(request).getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            beforeTheBody.run();
            out.write(request.body());
            out.flush();
            var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String text = reader.lines().collect(Collectors.joining("\n"));
            return new Answer(Integer.parseInt(text.split(" ")[1]), text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** All that comes back for these bytes until the server closes the connection. */
    public static String text(String request) {
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String head(WireRequest request) {
        StringBuilder head = new StringBuilder(request.method() + " " + request.target() + " HTTP/1.1\r\n");
        request.headers().forEach(header -> head.append(header.name())
                .append(": ")
                .append(header.value())
                .append("\r\n"));
        if (request.body().length > 0) {
            head.append("Content-Length: ").append(request.body().length).append("\r\n");
        }
        return head.append("Connection: close\r\n\r\n").toString();
    }
}
