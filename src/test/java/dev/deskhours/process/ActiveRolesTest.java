package dev.deskhours.process;

import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.deskhours.process.ProcessConfig.Role;
import dev.deskhours.testing.Settings;

import static org.assertj.core.api.Assertions.assertThat;

class ActiveRolesTest {
    @Test
    void aServiceDoesWhatItsRolesSay() {
        ActiveRoles worker = roles(Map.of("deskhours.roles", "worker"));

        assertThat(worker.include(Role.WORKER)).isTrue();
        assertThat(worker.include(Role.SCHEDULER)).isFalse();
        assertThat(new ActiveRoles.NoWorker(worker).test(null)).isFalse();
        assertThat(new ActiveRoles.NoScheduler(worker).test(null)).isTrue();
    }

    @Test
    void aCommandDoesNothingOfItsOwnAccord() {
        ActiveRoles command = roles(Map.of("deskhours.command", "import"));

        assertThat(Role.values()).noneMatch(command::include);
    }

    private static ActiveRoles roles(Map<String, String> properties) {
        return new ActiveRoles(Settings.of(ProcessConfig.class, properties));
    }
}
