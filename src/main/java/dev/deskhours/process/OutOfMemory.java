package dev.deskhours.process;

import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import io.quarkus.runtime.StartupEvent;

/**
 * Ends a process that has run out of memory, so that its platform starts it anew: what is left of it may answer nobody, and
 * keep what it holds. Java can be told to do so ({@code -XX:+ExitOnOutOfMemoryError}), but nobody can be made to tell it.
 */
@ApplicationScoped
class OutOfMemory {
    /** As of Java itself, when it is told to. */
    private static final int EXIT_CODE = 3;

    private static final int MAX_CAUSES = 20;

    /** Whatever fails and is not answered for ends in a log, since nothing of ours swallows an error. */
    private static final class Watch extends Handler {
        @Override
        public void publish(LogRecord message) {
            endIfCauseOf(message.getThrown());
        }

        @Override
        public void flush() {
            // nothing is kept
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    void watch(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent starting) {
        Logger.getLogger("").addHandler(new Watch());
        Thread.UncaughtExceptionHandler others = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            endIfCauseOf(failure);
            if (others != null) {
                others.uncaughtException(thread, failure);
            }
        });
    }

    private static void endIfCauseOf(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            if (cause instanceof OutOfMemoryError) {
                // Neither a message nor a shutdown hook: both would need memory.
                Runtime.getRuntime().halt(EXIT_CODE);
            }
            cause = cause.getCause();
        }
    }
}
