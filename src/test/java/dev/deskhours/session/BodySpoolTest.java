package dev.deskhours.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.deskhours.web.ApiException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BodySpoolTest {
    private static final byte[] PART = new byte[40_000];

    @TempDir
    Path directory;

    @Test
    void aShortBodyStaysInMemory() throws IOException {
        Path none = directory.resolve("none");
        try (BodySpool body = new BodySpool.Space(none, 0).open(true)) {
            assertThat(body.append(Buffer.buffer("short"))).isFalse();
            assertThat(body.read().readAllBytes()).isEqualTo("short".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(none).doesNotExist();
    }

    @Test
    void aLongOneIsInAFileWithoutAName() throws IOException {
        try (BodySpool body = new BodySpool.Space(directory, 1_000_000).open(true)) {
            for (byte next = 1; next <= 3; next++) {
                assertThat(body.append(filled(next))).isTrue();
                body.write();
            }
            body.append(Buffer.buffer("last"));
            assertThat(directory).isEmptyDirectory();
            assertThat(body.size()).isEqualTo(120_004);
            byte[] all = body.read().readAllBytes();
            assertThat(all).hasSize(120_004).startsWith(1, 1).endsWith("last".getBytes(StandardCharsets.UTF_8));
            assertThat(all[40_000]).isEqualTo((byte) 2);
        }
    }

    @Test
    void bodiesShareABoundedSpaceOfWhichHalfIsForTheUnproven() throws IOException {
        BodySpool.Space space = new BodySpool.Space(directory, 100_000);
        BodySpool first = space.open(false);
        first.append(filled((byte) 1));
        first.write();
        try (BodySpool unproven = space.open(false);
                BodySpool proven = space.open(true)) {
            unproven.append(filled((byte) 2));
            assertThatThrownBy(unproven::write)
                    .isInstanceOf(ApiException.class)
                    .hasMessageContaining("try again later");
            proven.append(filled((byte) 3));
            proven.write();
            first.close();
            proven.append(filled((byte) 4));
            proven.write();
        }
        try (BodySpool again = space.open(false)) {
            again.append(filled((byte) 5));
            again.write();
        }
    }

    @Test
    void whatAnotherProcessHasLeftIsSwept() throws IOException {
        Files.createFile(directory.resolve("upload123.tmp"));
        new BodySpool.Space(directory, 1).sweep();
        assertThat(directory).isEmptyDirectory();
        new BodySpool.Space(directory.resolve("none"), 1).sweep();
    }

    private static Buffer filled(byte value) {
        byte[] part = PART.clone();
        Arrays.fill(part, value);
        return Buffer.buffer(part);
    }
}
