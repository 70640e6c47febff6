package dev.deskhours.testing;

import static org.assertj.core.api.Assertions.assertThat;

/** Commands typed one after the other, all with the same configuration. */
public record Shell(ServiceProcess.Launch launch) {
    public ServiceProcess.Ended run(String... command) {
        return launch.command(command).run();
    }

    /** What a command says that does its work. */
    public String good(String... command) {
        ServiceProcess.Ended ended = run(command);
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.out()).isEmpty();
        return ended.err();
    }

    /** The one line of a command that fails. */
    public String refused(String... command) {
        ServiceProcess.Ended ended = run(command);
        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().strip()).hasLineCount(1);
        return ended.err();
    }
}
