package dev.deskhours.service;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.deskhours.auth.signature.TestKey;
import dev.deskhours.auth.signature.TestScheme;
import dev.deskhours.auth.signature.TestSigner;
import dev.deskhours.auth.signature.WireRequest;
import dev.deskhours.testing.KeysText;
import dev.deskhours.testing.ServiceProcess;
import dev.deskhours.testing.ServiceProcess.Launch;
import dev.deskhours.testing.SharedDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Many bodies that are held in memory at once, in a process that has little of it. */
class MemoryIT {
    private static final TestKey KEY = TestKey.CALLER;
    private static final String TOKEN = "a-token";
    private static final String SETTINGS = "/v1/memory/settings";
    private static final int CALLERS = 300;
    private static final byte[] ALL_BUT_THE_END = " ".repeat((1 << 20) - 1).getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path directory;

    @Test
    void heldBodiesAreBoundedForAllTogether() throws Exception {
        try (SharedDatabase database = new SharedDatabase();
                ServiceProcess service = secured(database).serve()) {
            URI address = URI.create(service.client().url());
            WireRequest put = WireRequest.of("PUT", SETTINGS, null, address.getAuthority())
                    .with("Content-Type", "application/json");
            WireRequest forged = new TestSigner(TestScheme.SDK_HMAC_SHA256, new TestKey(KEY.access(), "guess"))
                    .sign(put, Instant.now());

            hold(address, forged);
            assertWell(service);
            hold(address, put.with("X-Auth-Token", TOKEN));
            assertWell(service);
        }
    }

    @Test
    void aProcessWithoutMemoryEnds() throws Exception {
        try (SharedDatabase database = new SharedDatabase();
                ServiceProcess service = secured(database)
                        .with("deskhours.limits.held-bodies", "8G")
                        .serve()) {
            URI address = URI.create(service.client().url());
            hold(
                    address,
                    WireRequest.of("PUT", SETTINGS, null, address.getAuthority())
                            .with("Content-Type", "application/json")
                            .with("X-Auth-Token", TOKEN));
            assertThat(service.awaitEnd().exitCode()).isNotZero();
        }
    }

    private Launch secured(SharedDatabase database) throws IOException {
        KeysText keys = new KeysText()
                .key(KEY.access(), KEY.secret(), List.of("*"), List.of("*"))
                .token(TOKEN, List.of("*"), List.of("*"));
        Path file = Files.writeString(directory.resolve("keys.yaml"), keys.toString());
        return database.launch()
                .with("deskhours.auth.mode", "on")
                .with("deskhours.auth.keys-file", file)
                .option("-Xmx128m");
    }

    /** Sends bodies but for their last byte, all at once, then closes the connections. */
    private static void hold(URI address, WireRequest request) throws IOException {
        StringBuilder head = new StringBuilder(request.method() + " " + request.target() + " HTTP/1.1\r\n");
        request.headers().forEach(header -> head.append(header.name() + ": " + header.value() + "\r\n"));
        head.append("Content-Length: ").append(ALL_BUT_THE_END.length + 1).append("\r\n\r\n");
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int caller = 0; caller < CALLERS; caller++) {
                Socket socket = new Socket(address.getHost(), address.getPort());
                sockets.add(socket);
                send(socket, head.toString().getBytes(StandardCharsets.ISO_8859_1));
            }
            for (Socket socket : sockets) {
                send(socket, ALL_BUT_THE_END);
            }
        } catch (ConnectException ended) {
            // the process has ended, which the test sees
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private static void send(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException refused) {
            // the service has answered and closes the connection
        }
    }

    private static void assertWell(ServiceProcess service) {
        service.assertAlive();
        assertThat(service.client().get("/q/health/ready").statusCode()).isEqualTo(200);
        assertThat(service.client().with("X-Auth-Token", TOKEN).get(SETTINGS).statusCode())
                .isEqualTo(200);
        assertThat(service.output()).doesNotContain("OutOfMemoryError");
    }
}
