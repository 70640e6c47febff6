package dev.deskhours.auth.keys;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.ToDoubleFunction;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import org.jboss.logging.Logger;

import dev.deskhours.auth.caller.AuthConfig;
import dev.deskhours.auth.caller.ClockTicker;
import dev.deskhours.auth.keys.KeysFile.KeySet;

/**
 * The access keys and opaque tokens of the keys file (docs/spec/signing.md, Where keys live).
 *
 * <p>Each question, also one for health or metrics, has the file looked at again if nobody has for a while; a question
 * never waits for that. A file that is no good leaves the last good set in force.
 */
@ApplicationScoped
public class Keys {
    private static final Logger LOG = Logger.getLogger(Keys.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(10);
    private static final Duration STALE_AFTER = Duration.ofSeconds(20);

    private final Path file;
    private final boolean isOn;
    private final AsyncLoadingCache<Path, KeysState> looks;
    private volatile KeysState state = KeysState.NONE;

    @Inject
    public Keys(AuthConfig config, Clock clock, MeterRegistry registry) {
        this(config, clock, registry, Infrastructure.getDefaultWorkerPool());
    }

    public Keys(AuthConfig config, Clock clock, MeterRegistry registry, Executor executor) {
        this.file = config.keysFile();
        this.isOn = config.mode() == AuthConfig.Mode.ON;
        this.looks = Caffeine.newBuilder()
                .refreshAfterWrite(LOOK_EVERY)
                .expireAfterWrite(STALE_AFTER)
                .ticker(new ClockTicker(clock))
                .executor(Runnable::run)
                .buildAsync((path, own) -> CompletableFuture.supplyAsync(this::look, executor));
        gauge(registry, "keys.file.ok", "1 if what is in force is what the keys file says", Keys::fileInForce);
        gauge(registry, "access.keys", "Access keys in force", keys -> keys.set()
                .accessKeys()
                .size());
        gauge(registry, "tokens", "Opaque tokens in force", keys -> keys.set()
                .tokens()
                .size());
    }

    /** The key of this id, also an expired one. */
    public Optional<AccessKey> accessKey(String id) {
        return Optional.ofNullable(set().accessKeys().get(id));
    }

    /** The opaque token, also an expired one. */
    public Optional<OpaqueToken> token(String opaque) {
        // The time a hash map takes depends on hashes alone. Whoever tries tokens cannot choose their hashes, so that
        // it tells them nothing of a token that is there.
        return Optional.ofNullable(set().tokens().get(Sha256.hex(opaque)));
    }

    /**
     * Completes when the answers are not older than half a minute: at once while there is traffic, after a look at the
     * file (on a worker thread) when nobody has asked for a while. Without it the first caller after a quiet time
     * would be judged by keys that may have been withdrawn long ago.
     */
    public Uni<Void> upToDate() {
        return isOn
                // A stage of its own: whoever gives up waiting ends the look for nobody else.
                ? Uni.createFrom().completionStage(looks.get(file).thenAccept(look -> {}))
                : Uni.createFrom().voidItem();
    }

    /**
     * Looks at the file now; blocks.
     *
     * @return why the file is not in force, without its name and without anything secret; none if it is, or if there
     *     has never been a file
     */
    public Optional<String> reload() {
        KeysState now = lookNow();
        looks.put(file, CompletableFuture.completedFuture(now));
        return now.trouble();
    }

    public boolean isEmpty() {
        return set().equals(KeySet.EMPTY);
    }

    /** For the health answer: {@code ok}, {@code none}, or why the last good set was kept. */
    public String fileStatus() {
        KeysState now = current();
        return now == KeysState.NONE
                ? "none"
                : now.trouble()
                        .map(reason -> "kept the last good set: " + reason)
                        .orElse("ok");
    }

    private KeySet set() {
        return current().set();
    }

    private double fileInForce() {
        return current().trouble().isPresent() ? 0 : 1;
    }

    private KeysState current() {
        if (isOn) {
            try {
                // Starts a look where it is time for one.
                var unused = looks.get(file);
            } catch (RejectedExecutionException ending) {
                LOG.debug("This process ends: the keys in force stay", ending);
            }
        }
        return state;
    }

    private synchronized KeysState look() {
        KeysState before = state;
        KeysState now = lookNow();
        if (now != before) {
            now.trouble()
                    .ifPresentOrElse(
                            reason -> LOG.warnf("%s: %s. The last good set is kept", file, reason),
                            () -> LOG.infof("%s: read anew", file));
        }
        return now;
    }

    private synchronized KeysState lookNow() {
        state = state.look(file);
        return state;
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<Keys> value) {
        Gauge.builder("deskhours.auth." + name, this, value)
                .description(description)
                .register(registry);
    }
}
