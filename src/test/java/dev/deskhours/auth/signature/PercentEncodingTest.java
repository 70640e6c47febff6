package dev.deskhours.auth.signature;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PercentEncodingTest {
    @ParameterizedTest
    @CsvSource({
        "a, a",
        "AZaz09-_.~, AZaz09-_.~",
        "a+b, a%2Bb",
        "%2f, %2F",
        "%2F, %2F",
        "%252F, %252F",
        "%41, A",
        "%7e, ~",
        "%00, %00",
        "%ff%fe, %FF%FE",
        "%C3%BC, %C3%BC",
        "ü, %FC",
        "%, %25",
        "%4, %254",
        "%zz, %25zz",
        "%-1, %25-1",
        "%%41, %25A",
        "100%, 100%25",
    })
    void decodesOnceAndEncodes(String sent, String signed) {
        assertThat(PercentEncoding.encode(PercentEncoding.decode(sent))).isEqualTo(signed);
    }

    @Property(tries = 1000)
    void everyByteComesBack(@ForAll @CharRange(to = 255) @StringLength(max = 20) String bytes) {
        String encoded = PercentEncoding.encode(bytes);
        assertThat(encoded).matches("([A-Za-z0-9._~-]|%[0-9A-F]{2})*");
        assertThat(PercentEncoding.decode(encoded)).isEqualTo(bytes);
    }
}
