package dev.deskhours.session.mapping;

import java.time.ZoneId;
import java.util.Map;
import java.util.Set;

import dev.deskhours.session.mapping.pairing.PairingState;
import dev.deskhours.session.mapping.source.NearestName;
import dev.deskhours.session.mapping.source.SourceException;

/**
 * What an import says beside its files.
 *
 * @param zone of times without one where the mapping names none; {@code null} = such times are refused
 * @param set fields that rows do not have, by name
 * @param before what earlier files of the same mapping left open
 */
public record MappingSettings(ZoneId zone, Map<String, String> set, PairingState before) {
    /** Settings for files that have none before them. */
    public static MappingSettings of(ZoneId zone, Map<String, String> set) {
        return new MappingSettings(zone, set, PairingState.NOTHING);
    }

    /** @throws SourceException if what is set is not what the mapping needs */
    public void check(Mapping mapping) {
        Set<String> known = MappingFields.of(mapping.kind());
        for (String field : set.keySet()) {
            if (!known.contains(field)) {
                throw new SourceException("--set " + field + ": no such field" + NearestName.hint(field, known));
            }
        }
        for (String field : mapping.missing()) {
            if (!set.containsKey(field)) {
                throw new SourceException(
                        "the file does not say " + field + "; give it with --set " + field + "=VALUE");
            }
        }
    }
}
