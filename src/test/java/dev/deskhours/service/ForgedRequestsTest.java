package dev.deskhours.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

import dev.deskhours.auth.signature.Forgeries;
import dev.deskhours.auth.signature.Forgery;
import dev.deskhours.testing.RawHttp;
import dev.deskhours.testing.RawHttp.Answer;
import dev.deskhours.testing.SecuredService;
import dev.deskhours.testing.SettableClock;

import static org.assertj.core.api.Assertions.assertThat;

/** The table of forgeries, sent byte by byte to the service, whose clock stands still for it. */
@QuarkusTest
@QuarkusTestResource(
        value = SecuredService.class,
        restrictToAnnotatedClass = true,
        initArgs = {
            @ResourceArg(name = "deskhours.auth.unsigned-payload", value = "true"),
            @ResourceArg(name = "deskhours.limits.wrong-signatures", value = "1000000"),
            @ResourceArg(name = "deskhours.limits.requests-per-second", value = "1000000"),
            @ResourceArg(name = "deskhours.limits.burst", value = "1000000")
        })
@TestProfile(ForgedRequestsTest.StandingClock.class)
class ForgedRequestsTest {
    @Inject
    SettableClock clock;

    /** Has the clock stand still. */
    public static class StandingClock implements QuarkusTestProfile {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(SettableClock.class);
        }
    }

    @Test
    void areAnsweredWith401AndNothingElseIs() {
        List<String> wrong = new ArrayList<>();
        List<Forgery> forgeries = Forgeries.all(RawHttp.host(), SecuredService.OWN, clock.instant());
        for (Forgery forgery : forgeries) {
            Answer answer = RawHttp.FROM_LOCALHOST.send(forgery.request());
            if (forgery.accepted() == isRefused(answer) || answer.status() >= 500) {
                wrong.add(forgery.name() + ": "
                        + answer.text().lines().findFirst().orElse("nothing"));
            }
        }
        assertThat(forgeries).hasSizeGreaterThan(3 * 40);
        assertThat(wrong).isEmpty();
    }

    /** With another path or method it may be a request for nothing, whoever sends it. */
    private static boolean isRefused(Answer answer) {
        return answer.status() == 401
                || (answer.status() == 404 || answer.status() == 405)
                        && answer.text().contains("APIGW.0101");
    }
}
