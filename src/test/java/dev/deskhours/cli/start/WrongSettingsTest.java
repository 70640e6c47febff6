package dev.deskhours.cli.start;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.deskhours.auth.RequestLimits;
import dev.deskhours.auth.jwt.JwtConfig;
import dev.deskhours.export.ExportConfig;
import dev.deskhours.project.ProjectConfig;
import dev.deskhours.session.SessionConfig;
import dev.deskhours.testing.Settings;

import static org.assertj.core.api.Assertions.assertThat;

class WrongSettingsTest {
    @Test
    void theDefaultsAreRight() {
        assertThat(wrong(Map.of())).isEmpty();
    }

    @Test
    void sessionsOutliveDaysByAWeek() {
        assertThat(wrong(Map.of("deskhours.retention.days", "181")))
                .containsExactly("deskhours.retention.sessions-days is 187; allowed is at least 188"
                        + " (deskhours.retention.days + 7)");
        assertThat(wrong(Map.of("deskhours.retention.days", "90", "deskhours.retention.sessions-days", "97")))
                .isEmpty();
    }

    @Test
    void sessionsAreKeptAsLongAsTheyCount() {
        assertThat(wrong(Map.of("deskhours.sessions.stale-after", "7d"))).isEmpty();
        assertThat(wrong(Map.of(
                        "deskhours.sessions.heartbeat-timeout", "-1s", "deskhours.sessions.lost-counts", "169h")))
                .containsExactly(
                        "deskhours.sessions.heartbeat-timeout is PT-1S; allowed is PT0S to PT168H"
                                + " (deskhours.retention.sessions-days - deskhours.retention.days)",
                        "deskhours.sessions.lost-counts is PT169H; allowed is PT0S to PT168H"
                                + " (deskhours.retention.sessions-days - deskhours.retention.days)");
        assertThat(wrong(Map.of("deskhours.sessions.stale-after", "8d")))
                .containsExactly("deskhours.sessions.stale-after is PT192H; allowed is PT0S to PT168H"
                        + " (deskhours.retention.sessions-days - deskhours.retention.days)");
    }

    @Test
    void timesOfExportsThatMakeNoSense() {
        assertThat(wrong(Map.of("deskhours.export.lease", "0s")))
                .containsExactly("deskhours.export.lease is PT0S; allowed is at least PT0.1S");
        assertThat(wrong(Map.of("deskhours.export.poll-every", "-PT1S")))
                .containsExactly("deskhours.export.poll-every is PT-1S; allowed is at least PT0.001S");
        assertThat(wrong(Map.of("deskhours.export.keep-tasks", "6d")))
                .containsExactly(
                        "deskhours.export.keep-tasks is PT144H; allowed is at least PT168H (deskhours.export.keep-files)");
    }

    @Test
    void tokensOfAnUnknownIssuer() {
        assertThat(wrong(Map.of("deskhours.auth.jwt.key-location", "https://idp.example.com/keys")))
                .containsExactly("deskhours.auth.jwt.issuer is not set; allowed is the claim iss of the provider whose"
                        + " key is set");
    }

    @Test
    void bodiesThatFindNoRoom() {
        assertThat(wrong(Map.of("deskhours.limits.json-body", "8M"))).isEmpty();
        assertThat(wrong(Map.of("deskhours.limits.json-body", "9M")))
                .containsExactly("deskhours.limits.held-bodies is 16777216; allowed is at least 18874368"
                        + " (2 x deskhours.limits.json-body, 4 x deskhours.limits.unproven-body)");
        assertThat(wrong(Map.of("deskhours.limits.body-time", "0s")))
                .containsExactly("deskhours.limits.body-time is PT0S; allowed is at least PT1S");
    }

    @Test
    void everyWrongSettingHasItsLine() {
        assertThat(wrong(Map.of("deskhours.limits.body", "0", "deskhours.export.lease", "0s")))
                .hasSize(2);
    }

    private static List<String> wrong(Map<String, String> properties) {
        return WrongSettings.of(
                Settings.of(ProjectConfig.class, properties),
                Settings.of(SessionConfig.class, properties),
                Settings.of(ExportConfig.class, properties),
                Settings.of(RequestLimits.class, properties),
                Settings.of(JwtConfig.class, properties));
    }
}
