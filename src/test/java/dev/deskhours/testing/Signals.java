package dev.deskhours.testing;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What {@code kill} sends to a process. */
final class Signals {
    private Signals() {}

    static void send(long pid, String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
            if (kill.waitFor() != 0) {
                throw new AssertionError("no SIG" + name + " for " + pid);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
