package dev.deskhours.web;

import java.sql.SQLException;
import java.util.concurrent.CompletionException;

import io.vertx.pgclient.PgException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class UnreachableDatabaseTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "08000", "08001", "08003", "08004", "08006", "08P01", "25006", "25P03", "28000", "28P01", "3D000",
                "40001", "40003", "40P01", "42501", "53000", "53100", "53200", "53300", "53400", "55P03", "57000",
                "57014", "57P01", "57P02", "57P03", "57P04", "57P05", "58000", "58030", "72000"
            })
    void isTroubleByItsState(String state) {
        Throwable refused = new PgException("refused", "FATAL", state, "");
        assertThat(UnreachableDatabase.isCauseOf(new CompletionException(refused)))
                .isTrue();
        assertThat(UnreachableDatabase.isCauseOf(
                        new IllegalStateException(new SQLException("as Hibernate tells of it", state))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"22003", "22P02", "23505", "23514", "25P02", "42601", "42P01", "XX000"})
    void isAMistakeByItsState(String state) {
        assertThat(UnreachableDatabase.isCauseOf(new PgException("refused", "ERROR", state, "")))
                .isFalse();
    }
}
