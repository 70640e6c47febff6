package dev.deskhours.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.awaitility.Awaitility;

import dev.deskhours.testing.LoopbackPort;

/** {@code nginx}, which serves the files of one directory as Debian's settings have it. */
final class Nginx implements AutoCloseable {
    private static final String CONFIGURATION = """
            %s
            worker_processes auto;
            pid %s/nginx.pid;
            error_log %2$s/nginx.log;
            daemon off;
            events { worker_connections 768; }
            http {
                sendfile on;
                tcp_nopush on;
                access_log off;
                client_body_temp_path %2$s/nginx-body;
                proxy_temp_path %2$s/nginx-proxy;
                fastcgi_temp_path %2$s/nginx-fastcgi;
                uwsgi_temp_path %2$s/nginx-uwsgi;
                scgi_temp_path %2$s/nginx-scgi;
                server { listen 127.0.0.1:%s; root %s; }
            }
            """;

    private final Process process;
    private final int port;

    private Nginx(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param own directory for what it writes itself */
    static Nginx serve(Path files, Path own) throws IOException {
        Tool nginx = Tool.find("nginx");
        int port = LoopbackPort.free();
        // Its workers are another user's otherwise, who may not read the files.
        String user = System.getProperty("user.name").equals("root") ? "user root;" : "";
        Path configuration =
                Files.writeString(own.resolve("nginx.conf"), CONFIGURATION.formatted(user, own, port, files));
        Process process = nginx.start(
                Map.of(),
                "-c",
                configuration.toString(),
                "-e",
                own.resolve("nginx.log").toString());
        Nginx serving = new Nginx(process, port);
        Awaitility.await("nginx").atMost(Duration.ofSeconds(10)).until(serving::answers);
        return serving;
    }

    String url(String file) {
        return "http://127.0.0.1:" + port + "/" + file;
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new AssertionError("nginx has ended");
        }
        return LoopbackPort.isOpen(port);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
