package dev.deskhours.auth.signature;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;

/** The time in {@code X-Sdk-Date}: {@code YYYYMMDDTHHMMSSZ} (docs/spec/signing.md, SDK-HMAC-SHA256). */
final class SignatureTime {
    private static final Duration TOLERANCE = Duration.ofMinutes(15);
    // The formatter alone would also take years of more than four digits.
    private static final Pattern FORM = Pattern.compile("[0-9]{8}T[0-9]{6}Z");
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT)
            .withZone(ZoneOffset.UTC);

    private SignatureTime() {}

    static Instant parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw SignatureRefused.malformed();
        }
        try {
            return FORMAT.parse(text, Instant::from);
        } catch (DateTimeException e) {
            throw SignatureRefused.malformed();
        }
    }

    static String text(Instant time) {
        return FORMAT.format(time);
    }

    /** @throws SignatureRefused if the two are more than 15 minutes apart, either way */
    static void requireNear(Instant signed, Instant now) {
        // The header has no fractions of a second, so the server's own are cut too.
        Duration age = Duration.between(signed, now.truncatedTo(ChronoUnit.SECONDS));
        if (age.abs().compareTo(TOLERANCE) > 0) {
            throw SignatureRefused.expired(signed, now);
        }
    }
}
