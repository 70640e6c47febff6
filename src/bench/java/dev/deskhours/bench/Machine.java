package dev.deskhours.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

import com.sun.management.OperatingSystemMXBean;

import dev.deskhours.testing.Artifact;

/** What the benchmark runs on, and when. */
final class Machine {
    private static final Path BUILD = Path.of("target", "classes", "dev", "deskhours", "process", "build.properties");

    private Machine() {}

    static Map<String, String> description() throws IOException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("commit", commit());
        machine.put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        machine.put("processors", Integer.toString(system.getAvailableProcessors()));
        machine.put("processor", processor());
        machine.put("memory, GiB", Long.toString(system.getTotalMemorySize() >> 30));
        machine.put("system", system.getName() + " " + system.getVersion() + " " + system.getArch());
        machine.put("load before", "%.2f".formatted(system.getSystemLoadAverage()));
        machine.put("service", runtime() + ", " + BenchService.HEAP);
        return machine;
    }

    private static String runtime() {
        return Artifact.BUILT.isExecutable()
                ? "native executable"
                : "Java " + Runtime.version() + ", " + System.getProperty("java.vm.name");
    }

    private static String commit() throws IOException {
        Properties build = new Properties();
        try (var file = Files.newBufferedReader(BUILD)) {
            build.load(file);
        }
        return build.getProperty("commit", "unknown");
    }

    private static String processor() throws IOException {
        Path description = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(description)) {
            return "unknown";
        }
        return Files.readAllLines(description).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.replaceFirst(".*: ", ""))
                .findFirst()
                .orElse("unknown");
    }
}
