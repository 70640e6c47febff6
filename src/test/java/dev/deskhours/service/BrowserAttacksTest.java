package dev.deskhours.service;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.deskhours.testing.DatabaseResource;
import dev.deskhours.testing.RawHttp;

import static org.assertj.core.api.Assertions.assertThat;

/** Where nobody is asked who is calling, pages of other sites get nowhere by way of a browser on this machine. */
@QuarkusTest
@WithTestResource(DatabaseResource.class)
class BrowserAttacksTest {
    private static final String BODY = "{\"time_zone\":\"UTC\"}";
    private static final String EXPORT = "/v3/browsed/statistics/metrics/desktops/export"
            + "?start_time=2020-01-01T00:00:00Z&end_time=2020-01-02T00:00:00Z";

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "LOCALHOST:8080", "127.0.0.1", "127.1.2.3:80", "[::1]:8080", "app.localhost:80"})
    void namesOfThisMachineAreAnswered(String host) {
        assertThat(get("/v1/browsed/settings", host)).startsWith("HTTP/1.1 200 ");
        assertThat(get("/q/metrics", host)).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "evil.example:8080",
                "10.0.0.1",
                "[::2]",
                "0.0.0.0"
            })
    void otherNamesAreNotAnswered(String host) {
        for (String path : new String[] {"/v1/browsed/settings", "/q/metrics", "/", "/nowhere"}) {
            assertThat(get(path, host)).as(path).startsWith("HTTP/1.1 403 ").contains("WKS.00081102", "localhost");
        }
        assertThat(get("/q/health/live", host)).as("for who looks after it").startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: https://evil.example",
                "Origin: null",
                "Origin: http://localhost:3000",
                "Sec-Fetch-Site: cross-site"
            })
    void pagesOfOtherSitesChangeNothing(String header) {
        assertThat(put(header)).startsWith("HTTP/1.1 403 ").contains("WKS.00081102");
        assertThat(RawHttp.text("GET " + EXPORT + " HTTP/1.1\r\nHost: localhost\r\n" + header
                        + "\r\nConnection: close\r\n\r\n"))
                .as("starts an export")
                .startsWith("HTTP/1.1 403 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-No: origin",
                "Origin: http://localhost:8080",
                "Origin: https://LOCALHOST:8080",
                "Sec-Fetch-Site: same-origin"
            })
    void ourOwnPagesAndProgramsDo(String header) {
        assertThat(put(header)).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void aLinkFromAnotherSiteShowsThePage() {
        assertThat(RawHttp.text(
                        "GET / HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: cross-site\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void aBodyNeedsAContentType() {
        for (String path : new String[] {"PUT /v1/browsed/settings", "POST /v1/browsed/sessions"}) {
            assertThat(RawHttp.text(path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + BODY.length()
                            + "\r\nConnection: close\r\n\r\n" + BODY))
                    .as(path)
                    .startsWith("HTTP/1.1 415 ")
                    .contains("WKS.00211102", "Content-Type");
        }
    }

    private static String get(String path, String host) {
        return RawHttp.text("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    }

    private static String put(String header) {
        return RawHttp.text("PUT /v1/browsed/settings HTTP/1.1\r\nHost: localhost:8080\r\n" + header
                + "\r\nContent-Type: application/json\r\nContent-Length: " + BODY.length()
                + "\r\nConnection: close\r\n\r\n" + BODY);
    }
}
