package dev.deskhours.service;

import java.time.Instant;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.deskhours.auth.signature.TestKey;
import dev.deskhours.auth.signature.TestScheme;
import dev.deskhours.auth.signature.TestSigner;
import dev.deskhours.auth.signature.WireRequest;
import dev.deskhours.testing.RawHttp;
import dev.deskhours.testing.SecuredService;

import static dev.deskhours.testing.SecuredService.OWN;
import static org.assertj.core.api.Assertions.assertThat;

/** What a proxy that is configured says of a request counts; what anybody else says of it does not. */
@QuarkusTest
@WithTestResource(
        value = SecuredService.class,
        initArgs = {
            @ResourceArg(name = "quarkus.http.proxy.proxy-address-forwarding", value = "true"),
            @ResourceArg(name = "quarkus.http.proxy.trusted-proxies", value = "127.0.0.1")
        })
class TrustedProxyTest {
    private static final TestKey OWNER = new TestKey(SecuredService.ACCESS_KEY, SecuredService.SECRET_KEY);
    private static final String SETTINGS = "/v1/" + OWN + "/settings";

    @Test
    void unsignedBodiesAreTakenFromATrustedProxyThatHadThemEncrypted() {
        WireRequest request = new TestSigner(TestScheme.SDK_HMAC_SHA256, OWNER)
                .sign(
                        WireRequest.of("GET", SETTINGS, null, "deskhours.example")
                                .with("X-Sdk-Content-Sha256", "UNSIGNED-PAYLOAD"),
                        Instant.now());
        WireRequest forwarded = request.with("X-Forwarded-Proto", "https");

        assertThat(RawHttp.FROM_LOCALHOST.send(forwarded).status()).isEqualTo(200);
        assertThat(RawHttp.FROM_LOCALHOST.send(request).status()).isEqualTo(401);
        assertThat(new RawHttp("127.0.0.12")
                        .send(forwarded.with("X-Forwarded-Trusted-Proxy", "true"))
                        .status())
                .isEqualTo(401);
    }
}
