package dev.deskhours.auth.signature;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;

import static org.assertj.core.api.Assertions.assertThat;

class CanonicalQueryTest {
    @ParameterizedTest
    @NullAndEmptySource
    void noQueryIsAnEmptyLine(String query) {
        assertThat(CanonicalQuery.forms(query)).containsExactly("");
    }

    @ParameterizedTest
    @CsvSource({
        "&, ''",
        "a, a=",
        "a=, a=",
        "=, =",
        "=a, =a",
        "a=b=c, a=b%3Dc",
        "a==, a=%3D",
        "a&&b&, a=&b=",
        "b=1&a=2, a=2&b=1",
        "a-=1&a=2, a=2&a-=1",
        "a=1&A=2&1=3, 1=3&A=2&a=1",
        "a=x+y%20z%2B, a=x%20y%20z%2B",
        "a+b=c, a%20b=c",
        "a=b;c=d, a=b%3Bc%3Dd",
        "a%3Db=c%26d, a%3Db=c%26d",
        "a=/?:@, a=%2F%3F%3A%40",
        "b=&a, a=&b=",
        "a=1&a=1, a=1&a=1",
        "a=&a=1, a=&a=1",
        "a%5B0%5D=1, a%5B0%5D=1"
    })
    void sortsEscapedParameters(String query, String signed) {
        assertThat(CanonicalQuery.forms(query)).containsExactly(signed);
    }

    @Test
    void repeatedValuesMayBeSortedOrAsSent() {
        assertThat(CanonicalQuery.forms("k=b&j=&k=a")).containsExactly("j=&k=a&k=b", "j=&k=b&k=a");
    }

    @Test
    void valuesMayBeSortedBeforeOrAfterEscaping() {
        List<String> forms = List.copyOf(CanonicalQuery.forms("k=%7B&k=b&k=a"));
        assertThat(forms).containsExactly("k=%7B&k=a&k=b", "k=a&k=b&k=%7B", "k=%7B&k=b&k=a");
    }
}
