import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Starts a service again and again and takes the time from before its start to the first answer 200 of a request. With 0
 * runs it starts it once, waits until the export that the request asked for is rendered, and prints its memory.
 *
 * <pre>java bench/ColdStart.java NAME RUNS PATH COMMAND...</pre>
 */
public class ColdStart {
    private static final long ASK_AGAIN_NANOS = 1_000_000;
    private static final long GIVE_UP_NANOS = 60_000_000_000L;
    private static final double MILLIS_PER_TICK = 10;
    private static final Pattern TASK = Pattern.compile("\"task_id\":\"([0-9a-f]+)\"");

    private final Process process;
    private final int port;
    private final long start;
    private double cpuMillis;

    private ColdStart(List<String> command) throws IOException {
        port = freePort();
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(new File("/dev/null"));
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        start = System.nanoTime();
        process = builder.start();
    }

    public static void main(String[] arguments) throws Exception {
        String name = arguments[0];
        int runs = Integer.parseInt(arguments[1]);
        String path = arguments[2];
        List<String> command = Arrays.asList(arguments).subList(3, arguments.length);
        if (runs == 0) {
            System.out.printf("%s: %s%n", name, new ColdStart(command).memoryAfterExport(path));
            return;
        }
        // The first finds nothing in the caches of the disk; it is shown, and left out of the numbers.
        System.out.printf("%s: not counted: %.1f ms%n", name, new ColdStart(command).millisToAnswer(path));
        double[] millis = new double[runs];
        double cpu = 0;
        for (int run = 0; run < runs; run++) {
            ColdStart measured = new ColdStart(command);
            millis[run] = measured.millisToAnswer(path);
            cpu += measured.cpuMillis / runs;
        }
        System.out.printf("%s: ms of %d runs: %s%n", name, runs, shown(millis));
        Arrays.sort(millis);
        double median = (millis[(runs - 1) / 2] + millis[runs / 2]) / 2;
        System.out.printf(
                "%s: MEDIAN %.1f ms, least %.1f, most %.1f; processor time %.0f ms on average%n",
                name, median, millis[0], millis[runs - 1], cpu);
    }

    private static String shown(double[] millis) {
        StringBuilder text = new StringBuilder();
        for (double each : millis) {
            text.append(String.format("%.1f ", each));
        }
        return text.toString().strip();
    }

    private double millisToAnswer(String path) throws Exception {
        try {
            awaitGood(path);
            double millis = (System.nanoTime() - start) / 1e6;
            cpuMillis = processorMillis();
            return millis;
        } finally {
            stop();
        }
    }

    private String memoryAfterExport(String path) throws Exception {
        try {
            Matcher task = TASK.matcher(awaitGood(path));
            if (!task.find()) {
                throw new IllegalStateException("no task");
            }
            long atAnswer = residentKilobytes();
            String project = path.split("/")[2];
            while (!awaitGood("/v1/" + project + "/export-tasks/" + task.group(1)).contains("\"SUCCESS\"")) {
                LockSupport.parkNanos(50_000_000);
            }
            return "resident " + atAnswer / 1024 + " MB at the first answer, " + residentKilobytes() / 1024
                    + " MB when the file was there";
        } finally {
            stop();
        }
    }

    /** The first answer, which must be 200. */
    private String awaitGood(String path) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        while (process.isAlive() && System.nanoTime() - start < GIVE_UP_NANOS) {
            try (Socket socket = new Socket()) {
                socket.connect(address);
                String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (!answer.startsWith("HTTP/1.1 200 ")) {
                    throw new IllegalStateException(answer);
                }
                return answer;
            } catch (ConnectException notYet) {
                LockSupport.parkNanos(ASK_AGAIN_NANOS);
            }
        }
        throw new IllegalStateException("no answer");
    }

    private void stop() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    /** Of all its threads, also those that have ended; in steps of a clock tick. */
    private double processorMillis() throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(afterName[11]) + Long.parseLong(afterName[12])) * MILLIS_PER_TICK;
    }

    private long residentKilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
