package dev.deskhours.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;

import com.sun.net.httpserver.HttpServer;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.deskhours.cli.terminal.UserError;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HealthCommandTest {
    private HttpServer service;
    private URI url;

    @BeforeEach
    void startAService() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        url = URI.create("http://127.0.0.1:" + service.getAddress().getPort() + "/q/health/ready");
        service.start();
    }

    @AfterEach
    void stopTheService() {
        service.stop(0);
    }

    @Test
    void aServiceThatIsReady() {
        answer(200);
        assertThat(DeskhoursCommand.line().execute("health", "--url", url.toString()))
                .isZero();
    }

    @Test
    void aServiceThatIsNotReady() {
        answer(503);
        assertThat(DeskhoursCommand.line().execute("health", "--url", url.toString()))
                .isEqualTo(1);
        assertThatThrownBy(asked()::call).hasMessage(url + " answers 503");
    }

    @Test
    void noServiceAtAll() {
        service.stop(0);
        assertThatThrownBy(asked()::call)
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(url + " does not answer");
    }

    @Test
    void anAddressOfSomethingElse() {
        url = URI.create("file:///etc/hostname");
        assertThatThrownBy(asked()::call).hasMessage("--url file:///etc/hostname is no HTTP address");
    }

    @Test
    void whereTheServiceListens() {
        assertThat(ready(Map.of())).hasToString("http://127.0.0.1:8080/q/health/ready");
        assertThat(ready(Map.of("PORT", "9000"))).hasPort(9000);
        assertThat(ready(Map.of("PORT", "9000", "quarkus.http.port", "8081"))).hasPort(8081);
        assertThat(ready(Map.of("quarkus.http.host", "10.0.0.7"))).hasHost("10.0.0.7");
        assertThat(ready(Map.of("quarkus.http.host", "0.0.0.0"))).hasHost("127.0.0.1");
    }

    private HealthCommand asked() {
        HealthCommand command = new HealthCommand();
        command.url = url;
        return command;
    }

    private void answer(int status) {
        service.createContext("/q/health/ready", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
    }

    private static URI ready(Map<String, String> properties) {
        return HealthCommand.ready(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build());
    }
}
