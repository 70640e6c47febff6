package dev.deskhours.export.render;

import java.time.LocalDate;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.deskhours.web.ContentDisposition;

import static org.assertj.core.api.Assertions.assertThat;

class ExportPeriodTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 1);
    private static final LocalDate LAST = LocalDate.of(2026, 11, 30);
    private static final String TASK = "0123abcd4567ef890123abcd4567ef89";

    @Test
    void nameTellsKindDaysAndTask() {
        ExportPeriod period = new ExportPeriod(FIRST, LAST, Optional.empty());
        assertThat(period.fileName("desktop-usage", TASK, FileForm.DEFAULT))
                .isEqualTo("desktop-usage_2026-11-01_2026-11-30_0123abcd.csv");
        assertThat(period.fileName("user-usage", TASK, FileForm.DEFAULT))
                .isEqualTo("user-usage_2026-11-01_2026-11-30_0123abcd.csv");
    }

    @Test
    void asciiNameNeedsNoSecondForm() {
        assertThat(ContentDisposition.attachment("desktop-usage 1.csv"))
                .isEqualTo("attachment; filename=\"desktop-usage 1.csv\"");
    }

    @Test
    void nameBeyondAsciiIsGivenInUtf8Too() {
        assertThat(ContentDisposition.attachment("€ rates🖥.csv"))
                .isEqualTo("attachment; filename=\"_ rates_.csv\"; filename*=UTF-8''%E2%82%AC%20rates%F0%9F%96%A5.csv");
    }

    @Test
    void nothingInNameEndsQuotesOrHeader() {
        assertThat(ContentDisposition.attachment("a\"b\\c%d\r\ne;'*"))
                .isEqualTo("attachment; filename=\"a_b_c_d__e;'*\"; filename*=UTF-8''a%22b%5Cc%25d%0D%0Ae%3B%27%2A");
    }
}
