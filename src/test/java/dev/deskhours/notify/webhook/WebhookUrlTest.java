package dev.deskhours.notify.webhook;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.deskhours.web.ApiException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WebhookUrlTest {
    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "example.com",
                "http://example.com/",
                "ftp://example.com/",
                "https:///hooks",
                "https:example.com",
                "https://user:secret@example.com/",
                "https://example.com/#part",
                "https://example.com:0/",
                "https://example.com:70000/",
                "https://exam ple.com/",
                "https://[::1/",
                "file:///etc/passwd",
                "javascript:alert(1)"
            })
    void whatIsNoAddressWithTlsIsRefused(String text) {
        assertThatThrownBy(() -> WebhookUrl.parse(text, false))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("https://HOST/PATH");
    }

    @Test
    void itHasHostPortAndTarget() {
        assertThat(parts("https://example.com")).isEqualTo("example.com 443 / true");
        assertThat(parts("HTTPS://example.com:8443/a%20b?c=d")).isEqualTo("example.com 8443 /a%20b?c=d true");
        assertThat(parts("https://[2606:4700::1111]/x")).isEqualTo("2606:4700::1111 443 /x true");
    }

    @Test
    void withoutTlsOnlyWhereThatIsConfigured() {
        WebhookUrl url = WebhookUrl.parse("http://example.com/", true);
        assertThat(url.isSecure()).isFalse();
        assertThat(url.port()).isEqualTo(80);
    }

    private static String parts(String text) {
        WebhookUrl url = WebhookUrl.parse(text, false);
        return url.host() + " " + url.port() + " " + url.target() + " " + url.isSecure();
    }
}
