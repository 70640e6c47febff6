package dev.deskhours.auth.signature;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.huaweicloud.sdk.core.http.HttpMethod;
import com.huaweicloud.sdk.core.http.HttpRequest.HttpRequestBuilder;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

import static org.assertj.core.api.Assertions.assertThat;

class SdkCorePropertiesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private static SdkCore core;

    @BeforeContainer
    static void startTheCore() throws Exception {
        core = SdkCore.start();
    }

    @AfterContainer
    static void stopTheCore() throws Exception {
        core.close();
    }

    @Property(tries = 500)
    void acceptsWhatTheCoreSends(
            @ForAll TestScheme scheme,
            @ForAll HttpMethod method,
            @ForAll("taskIds") String taskId,
            @ForAll("parameters") Map<String, List<String>> parameters)
            throws Exception {
        HttpRequestBuilder request = core.request(method, "/v1/{project_id}/export-tasks/{task_id}/download")
                .addPathParam("task_id", taskId);
        parameters.forEach(request::addQueryParam);

        WireRequest arrived = core.send(scheme, request);

        assertThat(Verification.accepts(arrived, NOW)).isTrue();
    }

    /** But for what the core signs otherwise than it sends it: backslashes, escapes, query and fragment, tabs, line ends, dots. */
    @Provide
    Arbitrary<String> taskIds() {
        Arbitrary<String> awkward = Arbitraries.strings()
                .withChars(" +/&=*~.-_:;,@!'()[]\"<>|^`aZ0æ東$")
                .ofMaxLength(12);
        return Arbitraries.oneOf(awkward, unicode())
                .filter(text ->
                        !text.matches("(?s).*[\\\\%?#\\t\\n\\f\\r].*") && !text.matches("(?s)(.*/)?\\.\\.?(/.*)?"));
    }

    @Provide
    Arbitrary<Map<String, List<String>>> parameters() {
        Arbitrary<String> keys = Arbitraries.of("limit", "offset", "a", "a-b", "a.b", "a_b", "A", "~", "0");
        Arbitrary<String> awkward = Arbitraries.strings()
                .withChars(" +%/?&=#*~.-_:;,@!'()[]{}\"<>|\\^`aZ0æ東\n")
                .ofMaxLength(12);
        return Arbitraries.maps(
                        keys, Arbitraries.oneOf(awkward, unicode()).list().ofMaxSize(4))
                .ofMaxSize(5);
    }

    private static Arbitrary<String> unicode() {
        return Arbitraries.integers()
                .between(1, Character.MAX_CODE_POINT)
                .filter(character -> character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE)
                .map(Character::toString)
                .list()
                .ofMaxSize(6)
                .map(characters -> String.join("", characters));
    }
}
