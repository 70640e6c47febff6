package dev.deskhours.auth.jwt;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** Hands out the keys of an OpenID provider, on the loopback address, and counts how often. */
final class KeyServer implements AutoCloseable {
    private final HttpServer server;
    private volatile int status = 200;
    private volatile String keys;
    private final AtomicInteger requests = new AtomicInteger();

    KeyServer(String keys) throws IOException {
        this.keys = keys;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.incrementAndGet();
            byte[] body = keys.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    String location() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
    }

    void handOut(String others) {
        keys = others;
    }

    void fail(int failure) {
        status = failure;
    }

    int requests() {
        return requests.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
