package dev.deskhours.web;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.deskhours.web.ByteRange.Kind;

import static org.assertj.core.api.Assertions.assertThat;

class ByteRangeTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 0",
        "bytes=0-99, 0, 99",
        "bytes=10-19, 10, 19",
        "bytes=99-99, 99, 99",
        "bytes=90-, 90, 99",
        "bytes=0-, 0, 99",
        "bytes=50-1000, 50, 99",
        "bytes=50-99999999999999999999, 50, 99",
        "bytes=-1, 99, 99",
        "bytes=-100, 0, 99",
        "bytes=-1000, 0, 99",
        "bytes=-99999999999999999999, 0, 99",
        "Bytes=007-008, 7, 8",
        "' bytes=1-2 ', 1, 2"
    })
    void oneRangeOfBytesIsPartial(String header, long first, long last) {
        ByteRange range = ByteRange.parse(header, 100);
        assertThat(range).isEqualTo(new ByteRange(Kind.PARTIAL, first, last, 100));
        assertThat(range.contentRange()).isEqualTo("bytes " + first + "-" + last + "/100");
        assertThat(range.length()).isEqualTo(last - first + 1);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "bytes",
                "bytes=",
                "bytes=-",
                "bytes=a-b",
                "bytes=5-4",
                "bytes=5",
                "bytes=--1",
                "bytes=1-2-3",
                "bytes=+1-2",
                "bytes=0x1-2",
                "bytes=1.0-2",
                "bytes=٣-٤",
                "bytes=0-1,5-6",
                "bytes=0-1,",
                "items=0-1",
                "bytes 0-1",
                "0-1"
            })
    void anythingElseIsWhole(String header) {
        ByteRange range = ByteRange.parse(header, 100);
        assertThat(range).isEqualTo(ByteRange.whole(100));
        assertThat(range.length()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=100-, 100",
        "bytes=100-200, 100",
        "bytes=99999999999999999999-, 100",
        "bytes=-0, 100",
        "bytes=0-, 0",
        "bytes=0-0, 0"
    })
    void rangeOutsideTheFileIsUnsatisfiable(String header, long size) {
        ByteRange range = ByteRange.parse(header, size);
        assertThat(range.kind()).isEqualTo(Kind.UNSATISFIABLE);
        assertThat(range.contentRange()).isEqualTo("bytes */" + size);
        assertThat(range.length()).isZero();
    }

    @Test
    void endOfEmptyFileIsTheWholeEmptyFile() {
        ByteRange range = ByteRange.parse("bytes=-5", 0);
        assertThat(range).isEqualTo(ByteRange.whole(0));
        assertThat(range.length()).isZero();
    }
}
