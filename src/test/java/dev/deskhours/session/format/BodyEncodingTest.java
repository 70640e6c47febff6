package dev.deskhours.session.format;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.deskhours.web.ApiException;
import dev.deskhours.web.ErrorCode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BodyEncodingTest {
    private static final byte[] PLAIN = plain();

    @Test
    void readsHeaders() {
        assertThat(BodyEncoding.ofHeader(null)).isEqualTo(BodyEncoding.IDENTITY);
        assertThat(BodyEncoding.ofHeader(" Identity ")).isEqualTo(BodyEncoding.IDENTITY);
        assertThat(BodyEncoding.ofHeader("GZIP")).isEqualTo(BodyEncoding.GZIP);
        assertThat(BodyEncoding.ofHeader("x-gzip")).isEqualTo(BodyEncoding.GZIP);
        assertThat(BodyEncoding.ofFileName("sessions.csv.GZ")).isEqualTo(BodyEncoding.GZIP);
        assertThat(BodyEncoding.ofFileName("sessions.csv")).isEqualTo(BodyEncoding.IDENTITY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "deflate", "gzip, gzip", "zstd"})
    void refusesOtherEncodings(String header) {
        assertThatThrownBy(() -> BodyEncoding.ofHeader(header))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_MEDIA_TYPE));
    }

    @Test
    void readsOneMemberAndMany() throws IOException {
        byte[] member = RecordBodies.gzip(PLAIN);

        assertThat(unzip(member)).isEqualTo(PLAIN);
        assertThat(unzip(join(member, RecordBodies.gzip(new byte[0]), member))).isEqualTo(join(PLAIN, PLAIN));
    }

    @Test
    void readsAllOptionalParts() throws IOException {
        byte[] member = RecordBodies.gzip(PLAIN);
        byte[] header = Arrays.copyOf(member, 10);
        header[3] = 2 | 4 | 8 | 16;
        byte[] optional = {6, 0, 'x', 'y', 2, 0, 'v', 'w', 'n', 0, 'c', 'c', 0, 1, 2};

        assertThat(unzip(join(header, optional, Arrays.copyOfRange(member, 10, member.length))))
                .isEqualTo(PLAIN);
    }

    @Test
    void refusesABodyThatIsCutOffAnywhere() {
        byte[] member = RecordBodies.gzip(Arrays.copyOf(PLAIN, 100));
        for (int length = 0; length < member.length; length++) {
            assertRefused(Arrays.copyOf(member, length));
        }
        for (int length = 1; length < member.length; length++) {
            assertRefused(join(member, Arrays.copyOf(member, length)));
        }
    }

    @Test
    void refusesACorruptBody() {
        byte[] member = RecordBodies.gzip(PLAIN);
        for (int position : new int[] {0, 1, 2, 3, 12, member.length / 2, member.length - 8, member.length - 1}) {
            byte[] corrupt = member.clone();
            corrupt[position] ^= (byte) 0xe5;
            assertRefused(corrupt);
        }
        assertRefused(join(member, new byte[1]));
        assertRefused("plain text".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void saysWhatIsWrongWithABody() {
        byte[] member = RecordBodies.gzip(PLAIN);
        byte[] wrongSum = member.clone();
        wrongSum[member.length - 8] ^= 1;

        assertThatThrownBy(() -> unzip(new byte[0])).hasMessage("the gzip body is cut off");
        assertThatThrownBy(() -> unzip(Arrays.copyOf(member, 7))).hasMessage("the gzip body is cut off");
        assertThatThrownBy(() -> unzip(Arrays.copyOf(member, 500))).hasMessage("the gzip body is cut off");
        assertThatThrownBy(() -> unzip("plain text".getBytes(StandardCharsets.UTF_8)))
                .hasMessage("the gzip body is not gzip");
        assertThatThrownBy(() -> unzip(wrongSum)).hasMessage("the gzip body is corrupt");
        assertThatThrownBy(() -> unzip(join(member, new byte[512]))).hasMessage("the gzip body is not gzip");
    }

    @Test
    void refusesWhatUnpacksToFarMoreThanItWas() throws IOException {
        byte[] small = RecordBodies.gzip(new byte[10 * 1024 * 1024]);
        assertThat(unpacked(small)).isEqualTo(10 * 1024 * 1024);

        byte[] bomb = RecordBodies.gzip(new byte[11 * 1024 * 1024]);
        assertThatThrownBy(() -> unpacked(bomb))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BODY_TOO_LARGE))
                .hasMessageContaining("more than 200 times its size");
    }

    /** Such a header would be kept in memory, whatever its length. */
    @Test
    void refusesANameWithoutAnEnd() {
        byte[] head = {0x1f, (byte) 0x8b, 8, 8, 0, 0, 0, 0, 0, 0};
        InputStream endless = new InputStream() {
            private int next;

            @Override
            public int read() {
                return next < head.length ? head[next++] & 0xff : 'n';
            }
        };
        assertThatThrownBy(
                        () -> BodyEncoding.GZIP.decode(endless, Long.MAX_VALUE).read())
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("1048576");
    }

    @Test
    void boundsThePlainBytes() throws IOException {
        byte[] zipped = RecordBodies.gzip(PLAIN);
        for (BodyEncoding encoding : BodyEncoding.values()) {
            byte[] sent = encoding == BodyEncoding.GZIP ? zipped : PLAIN;
            assertThat(encoding.decode(new ByteArrayInputStream(sent), PLAIN.length)
                            .readAllBytes())
                    .isEqualTo(PLAIN);
            InputStream bounded = encoding.decode(new ByteArrayInputStream(sent), PLAIN.length - 1);
            assertThatThrownBy(bounded::readAllBytes)
                    .isInstanceOfSatisfying(
                            ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BODY_TOO_LARGE));
        }
    }

    private static void assertRefused(byte[] sent) {
        assertThatThrownBy(() -> unzip(sent))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BROKEN_RULE))
                .hasMessageStartingWith("the gzip body ");
    }

    private static long unpacked(byte[] sent) throws IOException {
        try (InputStream plain = BodyEncoding.GZIP.decode(new ByteArrayInputStream(sent), Long.MAX_VALUE)) {
            return plain.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** One byte at a time, as the slowest of networks would bring them. */
    private static byte[] unzip(byte[] sent) throws IOException {
        InputStream slow = new ByteArrayInputStream(sent) {
            @Override
            public int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1));
            }

            @Override
            public int available() {
                return 0;
            }
        };
        try (InputStream plain = BodyEncoding.GZIP.decode(slow, Long.MAX_VALUE)) {
            return plain.readAllBytes();
        }
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    private static byte[] plain() {
        byte[] plain = new byte[100_000];
        new Random(1).nextBytes(plain);
        return plain;
    }
}
