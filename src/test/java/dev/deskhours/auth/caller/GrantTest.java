package dev.deskhours.auth.caller;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class GrantTest {
    @Test
    void coversTheProjectsItNames() {
        Grant grant = new Grant(Set.of("office", "lab"), Set.of("*"));

        assertThat(grant.covers("office")).isTrue();
        assertThat(grant.covers("lab")).isTrue();
        assertThat(grant.covers("offic")).isFalse();
        assertThat(grant.covers("Office")).isFalse();
        assertThat(grant.coversAllProjects()).isFalse();
    }

    @Test
    void aStarCoversEveryProject() {
        Grant grant = new Grant(Set.of("*"), Set.of());

        assertThat(grant.covers("office")).isTrue();
        assertThat(grant.coversAllProjects()).isTrue();
    }

    @Test
    void aStarIsAllOfTheNameOrNothing() {
        assertThat(new Grant(Set.of("off*"), Set.of("*")).covers("office")).isFalse();
        assertThat(allowed("workspace:statistics:list*")).isEmpty();
        assertThat(allowed("*:export")).isEmpty();
        assertThat(allowed(":*")).isEmpty();
    }

    @Test
    void allowsWhatItNames() {
        assertThat(allowed("workspace:connections:import")).containsExactly(Action.IMPORT);
        assertThat(allowed("workspace:connections:Import")).isEmpty();
        assertThat(allowed("*")).containsExactly(Action.values());
        assertThat(allowed()).isEmpty();
        assertThat(allowed("workspace:connections:import", "workspace:service:observe"))
                .containsExactly(Action.IMPORT, Action.OBSERVE);
    }

    @Test
    void aPrefixEndsWhereAWordEnds() {
        assertThat(allowed("workspace:statistics:*"))
                .containsExactly(
                        Action.EXPORT_DESKTOP_METRICS,
                        Action.LIST_DESKTOP_METRICS,
                        Action.EXPORT_USER_METRICS,
                        Action.LIST_USER_METRICS,
                        Action.GET_METRIC,
                        Action.GET_METRIC_TREND,
                        Action.GET_GROWTH_RATE,
                        Action.GET_USED,
                        Action.GET_UNUSED,
                        Action.LIST_NOTIFY_RULES,
                        Action.MANAGE_NOTIFY_RULES,
                        Action.AGGREGATE);
        assertThat(allowed("workspace:*")).containsExactly(Action.values());
        assertThat(allowed("workspace:stat:*")).isEmpty();
        assertThat(allowed("workspace:statisticsX:*")).isEmpty();
        assertThat(allowed("workspace:statistics*")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*", "workspace:*", "workspace:statistics:*", "workspace:tenants:exportData", "workspace:later:*"
            })
    void whatCanBeGranted(String pattern) {
        assertThat(ActionPattern.isValid(pattern)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":*",
                "**",
                "workspace",
                "workspace:statistics*",
                "workspace:*:listDesktopMetrics",
                "workspace:statistics:listdesktopmetrics",
                "workspace:: *",
                "openid"
            })
    void whatCannot(String pattern) {
        assertThat(ActionPattern.isValid(pattern)).isFalse();
    }

    @Test
    void nobodyElseCanChangeIt() {
        Set<String> projects = new HashSet<>(Set.of("office"));
        Grant grant = new Grant(projects, Set.of());
        projects.add("lab");

        assertThat(grant.covers("lab")).isFalse();
    }

    private static List<Action> allowed(String... patterns) {
        Grant grant = new Grant(Set.of(), Set.of(patterns));
        return Arrays.stream(Action.values()).filter(grant::allows).toList();
    }
}
