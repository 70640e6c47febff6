package dev.deskhours.db;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BoundStatementTest {
    @Test
    void aNameIsOneParameterWhereverItStands() {
        Map<String, Object> values = new HashMap<>(Map.of("low", 3, "high", 7, "low_2", 4, "unused", true));
        values.put("nothing", null);
        BoundStatement bound = BoundStatement.of(
                "select a[:low] where x >= :low::integer and x <:high and (y = :nothing or z > :low_2)", values);
        assertThat(bound.sql()).isEqualTo("select a[$1] where x >= $1::integer and x <$2 and (y = $3 or z > $4)");
        assertThat(IntStream.range(0, bound.values().size())
                        .mapToObj(bound.values()::getValue)
                        .toList())
                .isEqualTo(Arrays.asList(3, 7, null, 4));
    }

    @Test
    void aValueThatIsMissingIsNotTakenForNull() {
        assertThatThrownBy(() -> BoundStatement.of("select :forgotten", Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no value for :forgotten");
    }
}
