package dev.deskhours.cli.start;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.deskhours.web.strict.NearestName;

/**
 * What a deployment has set of {@code deskhours.*}: names that there are, and values that can be read
 * (docs/spec/operations.md, Configuration). What the values mean together is seen when the service starts.
 */
final class GivenSettings {
    /** What Kubernetes sets in every container for a service whose name begins with {@code deskhours}. */
    private static final Pattern OF_SERVICES =
            Pattern.compile("DESKHOURS_(.*_)?(SERVICE_(HOST|PORT(_.*)?)|PORT(_[0-9]+_(TCP|UDP|SCTP)(_.*)?)?)");

    /** What the collectors of logons (docs/imports/collect-linux.md) and {@code compose.yaml} read, on the same machine. */
    private static final Set<String> OF_OTHERS =
            Set.of("DESKHOURS_CURL_CONFIG", "DESKHOURS_DESKTOP", "DESKHOURS_IMAGE", "DESKHOURS_WTMP");

    private static final Pattern PROFILE = Pattern.compile("^%[^.]+\\.");
    private static final Pattern INDEX = Pattern.compile("\\[[0-9]+]$");
    private static final Pattern INDEX_OF_VARIABLE = Pattern.compile("_[0-9]+_$");
    private static final Pattern CREDENTIALS = Pattern.compile("(?<=//).*@");
    private static final String MORE = "; docs/configuration.md has all";

    private static final Map<String, String> PROPERTY_OF_VARIABLE =
            KnownSettings.names().stream().collect(Collectors.toMap(GivenSettings::variable, property -> property));

    private final List<String> wrong = new ArrayList<>();

    private GivenSettings() {}

    /**
     * A line for each that is wrong, with what is allowed or the nearest name.
     *
     * @param environment the variables of the process, of which those of Deskhours are looked at
     * @param properties the same by the names of properties
     */
    static List<String> wrong(Map<String, String> environment, Map<String, String> properties) {
        GivenSettings given = new GivenSettings();
        new TreeMap<>(environment).forEach(given::variable);
        new TreeMap<>(properties).forEach(given::property);
        return given.wrong;
    }

    /** An address of a database without the password that may be in it. */
    static String shown(String value) {
        return CREDENTIALS.matcher(value).replaceAll("...@");
    }

    private void property(String given, String value) {
        String name = INDEX.matcher(PROFILE.matcher(given).replaceFirst("")).replaceFirst("");
        if (!name.startsWith("deskhours.")) {
            return;
        }
        if (KnownSettings.form(name).isEmpty()) {
            unknown(given, name, KnownSettings.names());
        } else {
            value(name, name, value);
        }
    }

    private void variable(String given, String value) {
        String name = INDEX_OF_VARIABLE.matcher(variable(given)).replaceFirst("");
        if (!name.startsWith("DESKHOURS_")
                || OF_OTHERS.contains(name)
                || OF_SERVICES.matcher(name).matches()) {
            return;
        }
        String property = PROPERTY_OF_VARIABLE.get(name);
        if (property == null) {
            unknown(given, name, PROPERTY_OF_VARIABLE.keySet());
        } else {
            value(property, property + " (" + given + ")", value);
        }
    }

    private void unknown(String given, String name, Set<String> known) {
        wrong.add(given + " " + NearestName.isNo("setting", name, known) + MORE);
    }

    private void value(String property, String shown, String value) {
        SettingForm form = KnownSettings.form(property).orElseThrow();
        if (value.isBlank()) {
            if (!KnownSettings.mayBeEmpty(property)) {
                wrong.add(shown + " is empty; allowed is " + form.allowed(value));
            }
        } else if (!value.contains("${") && !form.fits(value)) {
            wrong.add(shown + " is " + shown(value) + "; allowed is " + form.allowed(value));
        }
    }

    private static String variable(String property) {
        return property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }
}
