package dev.deskhours.cli.start;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySizeConverter;

import dev.deskhours.auth.caller.AuthConfig;
import dev.deskhours.export.ExportConfig;
import dev.deskhours.process.ProcessConfig;
import dev.deskhours.web.strict.NearestName;

/** What the value of a setting looks like, in words for whoever has mistyped one. */
enum SettingForm {
    TEXT("any text", value -> true),
    BOOLEAN("true or false", value -> Words.YES_OR_NO.contains(value.toLowerCase(Locale.ROOT))),
    NUMBER("a whole number", value -> Integer.parseInt(value) >= 0),
    POSITIVE("a whole number, at least 1", value -> Integer.parseInt(value) >= 1),
    LONG("a whole number", value -> Long.parseLong(value) >= 0),
    CONNECTIONS("a whole number, at least 4", value -> Integer.parseInt(value) >= 4),
    PORT("0 to 65535", value -> Integer.parseInt(value) >= 0 && Integer.parseInt(value) <= 65_535),
    SIZE("bytes, such as 500K, 10M or 4G", value -> new MemorySizeConverter().convert(value) != null),
    DURATION("a time such as 500ms, 30s, 10m, 8h or 7d", value -> DurationConverter.parseDuration(value) != null),
    INTERVAL(
            "a time of at least 1s, such as 10m, or off",
            value -> Words.OFF.contains(value)
                    || DurationConverter.parseDuration(value).compareTo(Duration.ofSeconds(1)) >= 0),
    CRON(
            "second minute hour day month weekday, such as 0 0 2 * * ? for 02:00, or off",
            value -> Words.OFF.contains(value)
                    || new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ))
                                    .parse(value)
                                    .validate()
                            != null),
    ZONE("a time zone such as UTC or Europe/Berlin", value -> ZoneId.of(value) != null),
    INSTANT("an instant such as 2026-11-01T00:00:00Z", value -> Instant.parse(value) != null),
    DATABASE("postgresql://host:5432/name", value -> Stream.of(value.split(",(?=postgresql:)"))
            .allMatch(url -> Words.DATABASE.matcher(url).matches())),
    ROLES("any of " + Words.of(ProcessConfig.Role.values()), value -> Stream.of(value.split(","))
            .allMatch(role -> Words.among(ProcessConfig.Role.values(), role))),
    MODE(Words.of(AuthConfig.Mode.values()), value -> Words.among(AuthConfig.Mode.values(), value)),
    STORE(Words.of(ExportConfig.Store.values()), value -> Words.among(ExportConfig.Store.values(), value));

    private final String allowed;
    private final Predicate<String> check;

    SettingForm(String allowed, Predicate<String> check) {
        this.allowed = allowed;
        this.check = check;
    }

    boolean fits(String value) {
        try {
            return check.test(value.strip());
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException wrong) {
            return false;
        }
    }

    /** What is allowed in place of this value. */
    String allowed(String value) {
        return this == ZONE ? allowed + NearestName.hint(value, ZoneId.getAvailableZoneIds()) : allowed;
    }

    /** What constants are told by; an enum cannot name its own while they are made. */
    private static final class Words {
        static final List<String> YES_OR_NO =
                List.of("true", "false", "yes", "no", "on", "off", "y", "n", "t", "f", "1", "0");
        static final List<String> OFF = List.of("off", "disabled");
        static final Pattern DATABASE = Pattern.compile(
                "postgresql://([^@/\\s]*@)?(,?(\\[[0-9a-fA-F:.]+]|[^@/:?#,\\s]+)(:[0-9]{1,5})?)+/[^/?#\\s]+(\\?\\S*)?");

        static String of(Enum<?>[] constants) {
            return String.join(
                    ", ",
                    Stream.of(constants)
                            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                            .toList());
        }

        static boolean among(Enum<?>[] constants, String word) {
            return Stream.of(constants).anyMatch(constant -> constant.name().equalsIgnoreCase(word.strip()));
        }
    }
}
