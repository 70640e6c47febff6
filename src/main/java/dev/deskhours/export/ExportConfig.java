package dev.deskhours.export;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import jakarta.validation.constraints.Min;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How exports are made and kept (docs/configuration.md). */
@ConfigMapping(prefix = "deskhours.export")
public interface ExportConfig {
    @WithDefault("file")
    Store store();

    /** Where the file store is. */
    @WithDefault("${deskhours.data-dir:./data}/exports")
    Path directory();

    @WithDefault("7d")
    Duration keepFiles();

    @WithDefault("30d")
    Duration keepTasks();

    @WithDefault("3")
    @Min(1)
    int maxAttempts();

    /** How long a failed attempt waits to be tried again, for each attempt so far. */
    @WithDefault("10s")
    Duration retryAfter();

    /** How long a worker that shows no sign of life keeps its task. */
    @WithDefault("60s")
    Duration lease();

    /** {@link Integer#MAX_VALUE} = any number. */
    @WithDefault("100")
    @Min(1)
    int maxUnfinishedPerProject();

    /** How large the files of a project may be together for it to start another export; none = of any size. */
    Optional<MemorySize> maxStoredPerProject();

    /** How often files and tasks whose time has passed are removed. */
    @WithDefault("1m")
    String sweepEvery();

    /** How many exports one process renders at once. */
    @WithDefault("2")
    @Min(1)
    int workers();

    /** Through how many connections at most an export of a large project is read at once. */
    @WithDefault("2")
    @Min(1)
    int connections();

    @WithDefault("1s")
    Duration pollEvery();

    /** How long a running export may go on when the process is asked to stop, before it is given back. */
    @WithDefault("10s")
    Duration stopWithin();

    Csv csv();

    enum Store {
        FILE
    }

    interface Csv {
        @WithDefault("false")
        boolean byteOrderMark();
    }
}
