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
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(clientAddress), 0));
            socket.connect(new InetSocketAddress("127.0.0.1", RestAssured.port));
            OutputStream out = socket.getOutputStream();
            out.write(head(request).getBytes(StandardCharsets.ISO_8859_1));
            out.write(request.body());
            out.flush();
            var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String text = reader.lines().collect(Collectors.joining("\n"));
            return new Answer(Integer.parseInt(text.split(" ")[1]), text);
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
