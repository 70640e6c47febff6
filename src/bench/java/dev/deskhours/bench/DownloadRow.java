package dev.deskhours.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** A large file downloaded by several at once, beside nginx. */
final class DownloadRow implements Row {
    private static final int AT_ONCE = 4;
    private static final int BLOCK = 1 << 20;
    private static final String PROJECT = "downloading";
    private static final String TASK = "0123456789abcdef0123456789abcdef";
    private static final String KEY = TASK + ".1.csv";
    private static final String INSERT = """
            insert into export_task (task_id, project_id, status, request, file_name, create_time, end_time, expires_at, attempt,
                progress, row_count, file_key, file_size, sha256)
            values ('%s', '%s', 'SUCCESS', '{}', 'large.csv', now(), now(), 'infinity', 1, 100, 0, '%s', %d, '%s')
            """;

    @Override
    public String name() {
        return "download";
    }

    @Override
    public List<Measurement> measure(Bench bench) throws Exception {
        Tool curl = Tool.find("curl");
        Database database = bench.server().create("downloading");
        Path directory = Files.createDirectories(database.exports());
        long size = bench.settings().downloaded();
        String digest = write(directory.resolve(KEY), size);
        List<Double> ours = new ArrayList<>();
        List<Double> reference = new ArrayList<>();
        try (Nginx nginx = Nginx.serve(directory, bench.server().directory());
                BenchService service = bench.serve(database, Map.of("deskhours.roles", "api"));
                MemorySampler memory = new MemorySampler(service.pid())) {
            register(database, size, digest);
            String download = service.url() + BenchService.downloadPath(PROJECT, TASK);
            assertThat(digest(curl, download)).isEqualTo(digest);
            assertThat(digest(curl, nginx.url(KEY))).isEqualTo(digest);
            for (int run = 0; run < bench.settings().runs(); run++) {
                reference.add(megabytesPerSecond(curl, nginx.url(KEY), size));
                ours.add(megabytesPerSecond(curl, download, size));
            }
            return List.of(new Measurement(
                    name(),
                    name(),
                    "download of a file of %d MiB, %d at once".formatted(size >> 20, AT_ONCE),
                    "MB/s",
                    ours,
                    reference,
                    "nginx, sendfile on, the same file",
                    Target.ratioAtLeast(0.7),
                    Map.of("memory of the service during it", memory.range())));
        } finally {
            Files.delete(directory.resolve(KEY));
        }
    }

    /** As if the service had exported it. */
    private static void register(Database database, long size, String digest) throws SQLException {
        database.execute(INSERT.formatted(TASK, PROJECT, KEY, size, digest));
    }

    private static String write(Path file, long size) throws Exception {
        byte[] block = new byte[BLOCK];
        new Random(size).nextBytes(block);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
            for (long written = 0; written < size; written += BLOCK) {
                out.write(block);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String digest(Tool curl, String address) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        Process download = curl.start(Map.of(), "-s", address);
        download.getInputStream().transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        assertThat(download.waitFor()).isZero();
        return HexFormat.of().formatHex(digest.digest());
    }

    private static double megabytesPerSecond(Tool curl, String address, long size)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        List<Process> downloads = new ArrayList<>();
        for (int number = 0; number < AT_ONCE; number++) {
            downloads.add(
                    curl.start(Map.of(), "-s", "-o", "/dev/null", "-w", "%{http_code} %{size_download}", address));
        }
        for (Process download : downloads) {
            assertThat(Tool.output(download)).isEqualTo("200 " + size);
        }
        return AT_ONCE * size / 1e6 / ((System.nanoTime() - start) / 1e9);
    }
}
