package dev.deskhours.service;

import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.deskhours.auth.signature.TestKey;
import dev.deskhours.auth.signature.TestScheme;
import dev.deskhours.auth.signature.TestSigner;
import dev.deskhours.auth.signature.WireRequest;
import dev.deskhours.testing.KeysText;
import dev.deskhours.testing.RawHttp;
import dev.deskhours.testing.RawHttp.Answer;
import dev.deskhours.testing.SecuredService;

import static dev.deskhours.testing.SecuredService.OWN;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A body is hashed while it is read, and nothing of it is kept unless it is the one that was signed
 * (docs/spec/signing.md, SDK-HMAC-SHA256).
 */
@QuarkusTest
@WithTestResource(SecuredService.class)
class SignedUploadTest {
    private static final TestKey OWNER = new TestKey(SecuredService.ACCESS_KEY, SecuredService.SECRET_KEY);
    private static final TestKey POWERLESS = new TestKey(SecuredService.POWERLESS_KEY, SecuredService.SECRET_KEY);
    private static final int FEW = 3;
    /** More than are merged without a temporary table. */
    private static final int MANY = 20_000;

    @ParameterizedTest
    @EnumSource(TestScheme.class)
    void rightSignature(TestScheme scheme) {
        assertAllNew(FEW, signed(scheme, OWNER, upload(OWN, sessions("few-" + scheme, FEW))));
        assertAllNew(MANY, signed(scheme, OWNER, upload(OWN, sessions("many-" + scheme, MANY))));
    }

    @ParameterizedTest
    @ValueSource(ints = {FEW, MANY})
    void bodyThatWasChanged(int count) {
        String body = sessions("changed-" + count, count);
        WireRequest signed = sign(upload(OWN, body));
        assertStatus(401, signed.withBody(body.replaceFirst("09:00", "08:00")));
        assertStatus(401, signed.withBody(body + "\n"));
        assertStatus(401, signed.withBody(sessions("changed-" + count, count + 1)));
        assertAllNew(count, signed);
    }

    @Test
    void bodyThatIsNotTheDeclaredOne() {
        String body = sessions("declared", MANY);
        WireRequest declared = sign(upload(OWN, body).with("X-Sdk-Content-Sha256", KeysText.sha256(body)));
        assertStatus(401, declared.withBody(sessions("declared", MANY + 1)));
        assertAllNew(MANY, declared);
    }

    @Test
    void unsignedPayloadOverPlainHttp() {
        WireRequest upload = upload(OWN, sessions("unsigned", FEW));
        assertStatus(401, sign(upload.with("X-Sdk-Content-Sha256", "UNSIGNED-PAYLOAD")));
        assertAllNew(FEW, sign(upload));
    }

    @Test
    void whoIsNotKnownLearnsNothingOfHisBodyOrHisRights() {
        WireRequest bad = sign(upload(OWN, "{\"session_id\": nonsense"));
        assertStatus(400, bad);
        assertStatus(401, bad.withBody("{\"session_id\": other nonsense"));

        WireRequest upload = upload(OWN, sessions("powerless", MANY));
        WireRequest forbidden = signed(TestScheme.SDK_HMAC_SHA256, POWERLESS, upload);
        assertStatus(403, forbidden);
        assertStatus(401, forbidden.withBody(sessions("powerless", MANY - 1)));
        assertStatus(403, sign(upload(SecuredService.OTHER, sessions("powerless", FEW))));
        assertAllNew(MANY, sign(upload));
    }

    @Test
    void smallBodiesAreCoveredToo() {
        WireRequest settings = WireRequest.of("PUT", "/v1/" + OWN + "/settings", null, RawHttp.host())
                .with("Content-Type", "application/json")
                .withBody("{\"time_zone\":\"UTC\"}");
        WireRequest signed = sign(settings);
        assertStatus(401, signed.withBody("{\"time_zone\":\"GMT\"}"));
        assertStatus(401, signed.withBody(""));
        assertStatus(200, signed);
        WireRequest read = sign(WireRequest.of("GET", "/v1/" + OWN + "/settings", null, RawHttp.host()));
        assertStatus(401, read.withBody("x"));
        assertStatus(200, read);
    }

    private static void assertStatus(int status, WireRequest request) {
        Answer answer = RawHttp.FROM_LOCALHOST.send(request);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        if (status == 401) {
            assertThat(answer.text()).contains("verify aksk signature fail").doesNotContain("WKS.00081102");
        }
    }

    /** None of the records was there before: whatever was refused has left nothing. */
    private static void assertAllNew(int count, WireRequest upload) {
        Answer answer = RawHttp.FROM_LOCALHOST.send(upload);
        assertThat(answer.text()).contains("\"received\":" + count + ",\"inserted\":" + count + ",");
    }

    private static WireRequest sign(WireRequest request) {
        return signed(TestScheme.SDK_HMAC_SHA256, OWNER, request);
    }

    private static WireRequest signed(TestScheme scheme, TestKey key, WireRequest request) {
        return new TestSigner(scheme, key).sign(request, Instant.now());
    }

    private static WireRequest upload(String project, String body) {
        return WireRequest.of("POST", "/v1/" + project + "/sessions", null, RawHttp.host())
                .with("Content-Type", "application/x-ndjson")
                .withBody(body);
    }

    private static String sessions(String desktop, int count) {
        String day = Instant.now().minusSeconds(86_400).toString().substring(0, 10);
        return IntStream.range(0, count)
                .mapToObj(number -> "{\"session_id\":\"%s-%d\",\"desktop_id\":\"%s\",\"started_at\":\"%sT09:00:00Z\"}"
                        .formatted(desktop, number, desktop, day))
                .collect(Collectors.joining("\n"));
    }
}
