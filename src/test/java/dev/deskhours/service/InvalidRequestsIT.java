package dev.deskhours.service;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusIntegrationTest
class InvalidRequestsIT extends InvalidRequestsTest {
    /** Beside the test, its class loader would hide from Netty what answers them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Upgrade: h2c\r\n",
                "Upgrade: h2c\r\nConnection: Upgrade\r\n",
                "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\n"
            })
    void upgradesThatAreIncomplete(String headers) {
        assertRefused(400, "GET /v1/errors/settings HTTP/1.1\r\n" + HOST + headers + "\r\n");
        assertRefused(400, PUT + headers + "Content-Length: 2\r\n\r\n{}");
    }
}
