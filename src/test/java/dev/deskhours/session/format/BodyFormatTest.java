package dev.deskhours.session.format;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.deskhours.web.ApiException;
import dev.deskhours.web.ErrorCode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BodyFormatTest {
    @ParameterizedTest
    @CsvSource({
        "application/json, JSON",
        "Application/JSON; charset=UTF-8, JSON",
        "application/x-ndjson, NDJSON",
        "text/csv; charset=\"utf-8\"; header=present, CSV",
        "text/csv;, CSV"
    })
    void readsMediaTypes(String contentType, BodyFormat expected) {
        assertThat(BodyFormat.ofMediaType(contentType)).isEqualTo(expected);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "text/plain", "application/jsonx", "text/csv; charset=iso-8859-1"})
    void refusesOtherMediaTypes(String contentType) {
        assertThatThrownBy(() -> BodyFormat.ofMediaType(contentType))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_MEDIA_TYPE));
    }

    @ParameterizedTest
    @CsvSource({"a.json, JSON", "b.ndjson, NDJSON", "c.jsonl.gz, NDJSON", "d.x.CSV.GZ, CSV", "dir/e.csv, CSV"})
    void readsFileNames(String name, BodyFormat expected) {
        assertThat(BodyFormat.ofFileName(name)).contains(expected);
    }

    @Test
    void knowsNoOtherFileNames() {
        assertThat(BodyFormat.ofFileName("sessions.txt")).isEmpty();
        assertThat(BodyFormat.ofFileName("sessions.gz")).isEmpty();
    }
}
