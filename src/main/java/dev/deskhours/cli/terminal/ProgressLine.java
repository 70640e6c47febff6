package dev.deskhours.cli.terminal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** How far the reading of files is, in one line that is written over: bytes done, rate, time left. */
public final class ProgressLine implements AutoCloseable {
    /** Shows nothing. */
    public static final ProgressLine NONE = new ProgressLine(null, 0, () -> 0);

    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");
    private static final long PAUSE_NANOS = Duration.ofMillis(250).toNanos();
    private static final double SECOND_NANOS = Duration.ofSeconds(1).toNanos();
    private static final double MEGABYTE = 1_000_000;
    private static final String CLEAR = "\r\u001B[K";

    private final PrintStream out;
    private final long total;
    private final LongSupplier nanos;
    private final long begin;
    private long shownAt;
    private long done;

    /**
     * @param out {@code null} = nothing is shown
     * @param total bytes in all; 0 = nobody knows
     * @param nanos a clock that only goes forward
     */
    ProgressLine(PrintStream out, long total, LongSupplier nanos) {
        this.out = out;
        this.total = total;
        this.nanos = nanos;
        this.begin = nanos.getAsLong();
        this.shownAt = begin;
    }

    /** Shows progress if somebody looks: where standard error is a terminal. */
    public static ProgressLine ofBytes(long total) {
        return isTerminal() ? new ProgressLine(System.err, total, System::nanoTime) : NONE;
    }

    /** Counts what is read. */
    public InputStream watch(InputStream in) {
        return out == null ? in : new Watched(in);
    }

    /** Leaves nothing of the line. */
    @Override
    public void close() {
        if (shownAt != begin) {
            out.print(CLEAR);
            out.flush();
        }
    }

    private void add(long bytes) {
        done += Math.max(bytes, 0);
        long now = nanos.getAsLong();
        if (now - shownAt >= PAUSE_NANOS) {
            shownAt = now;
            out.print(CLEAR + text(now - begin));
            out.flush();
        }
    }

    private String text(long elapsed) {
        double read = (double) done;
        double rate = read / (elapsed / SECOND_NANOS);
        String amount = megabytes(read) + (total > 0 ? " of " + megabytes((double) total) : "") + " MB";
        String left = total > done ? ", " + Math.round((total - done) / rate) + " s left" : "";
        return amount + ", " + megabytes(rate) + " MB/s" + left;
    }

    private static String megabytes(double bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / MEGABYTE);
    }

    /** A console stands for all standard streams; here the error stream alone matters, of which only Linux tells. */
    private static boolean isTerminal() {
        try {
            String device = Files.readSymbolicLink(STANDARD_ERROR).toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException otherSystem) {
            return false;
        }
    }

    private final class Watched extends FilterInputStream {
        Watched(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            add(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            add(read);
            return read;
        }
    }
}
