package dev.deskhours.session.mapping;

import java.time.ZoneId;
import java.util.Map;
import java.util.Set;

import dev.deskhours.session.mapping.source.SourceException;
import dev.deskhours.session.record.Wording;
import dev.deskhours.web.strict.NearestName;

/**
 * What an import says beside its files.
 *
 * @param zone of times without one where the mapping names none; {@code null} = such times are refused
 * @param set fields that rows do not have, by name
 * @param wording in which messages say how to say something
 */
public record MappingSettings(ZoneId zone, Map<String, String> set, Wording wording) {
    /** In the words of a command. */
    public static MappingSettings of(ZoneId zone, Map<String, String> set) {
        return new MappingSettings(zone, set, Wording.COMMAND);
    }

    /** The same in the words of an upload. */
    public MappingSettings ofUpload() {
        return new MappingSettings(zone, set, Wording.UPLOAD);
    }

    /** @throws SourceException if what is set is not what the mapping needs */
    public void check(Mapping mapping) {
        Set<String> known = MappingFields.of(mapping.kind());
        if (!mapping.columns().contains(MappingFields.DURATION)) {
            known.remove(MappingFields.DURATION);
        }
        for (String field : set.keySet()) {
            if (!known.contains(field)) {
                throw new SourceException(wording.setting(field) + ": no such field" + NearestName.hint(field, known));
            }
        }
        for (String field : mapping.missing()) {
            if (!set.containsKey(field)) {
                throw new SourceException("the file does not say " + field + "; give it with " + wording.set(field));
            }
        }
    }
}
