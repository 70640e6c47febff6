package dev.deskhours.web;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class EntityTagTest {
    private final EntityTag tag = new EntityTag("abc");

    @Test
    void headerIsStrongAndQuoted() {
        assertThat(tag.header()).isEqualTo("\"abc\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*", " * ", "\"abc\"", "W/\"abc\"", "\"x\", \"abc\"", "\"x,y\",W/\"abc\" , \"z\"", "\"\",\"abc\""
            })
    void ifNoneMatchComparesWeakly(String header) {
        assertThat(tag.isHeldBy(header)).isTrue();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"abc", "\"ABC\"", "\"abcd\"", "\"x\"", "\"abc", "\"*\"", "\"x\", \"y\""})
    void ifNoneMatchNamesOtherFiles(String header) {
        assertThat(tag.isHeldBy(header)).isFalse();
    }

    @Test
    void ifRangeComparesStrongly() {
        assertThat(tag.allowsRange(null)).isTrue();
        assertThat(tag.allowsRange("\"abc\"")).isTrue();
        assertThat(tag.allowsRange("W/\"abc\"")).isFalse();
        assertThat(tag.allowsRange("\"x\"")).isFalse();
        assertThat(tag.allowsRange("\"abc\", \"x\"")).isFalse();
        assertThat(tag.allowsRange("Sat, 21 Nov 2026 02:00:00 GMT")).isFalse();
        assertThat(tag.allowsRange("")).isFalse();
    }
}
