package dev.deskhours.session;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dev.deskhours.db.Blocking;
import dev.deskhours.session.format.BodyFormat;
import dev.deskhours.session.mapping.MappedFile;
import dev.deskhours.session.mapping.MappedRecords;
import dev.deskhours.session.mapping.Mapping;
import dev.deskhours.session.mapping.MappingSettings;
import dev.deskhours.session.mapping.Presets;
import dev.deskhours.session.mapping.source.FileHead;
import dev.deskhours.session.mapping.source.SourceException;
import dev.deskhours.session.record.ReadOptions;
import dev.deskhours.session.record.Wording;
import dev.deskhours.web.ApiException;

/** Takes the body of an upload as what its mapping says, or as what it looks like. All methods block. */
@ApplicationScoped
class MappedUpload {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final RecordImport records;
    private final StoredMappings stored;

    MappedUpload(RecordImport records, StoredMappings stored) {
        this.records = records;
        this.stored = stored;
    }

    /**
     * Takes a body.
     *
     * @param contentType what it is said to be, for one that is recognised as our own
     * @throws ApiException 400 if there is no such mapping, it is not recognised, or a record is bad
     */
    IntakeResult take(String projectId, UploadParameters.Options options, String contentType, InputStream body) {
        ReadOptions reading = options.of(projectId, records);
        try (BufferedInputStream plain = new BufferedInputStream(body, BUFFER_BYTES)) {
            FileHead head = FileHead.of(plain);
            Optional<String> name = name(options.mapping(), head);
            return name.isPresent()
                    ? mapped(projectId, name.get(), head, plain, options.settings(reading), reading)
                    : records.sessions(projectId, ownFormat(head, contentType), plain, reading)
                            .readAs("own");
        } catch (SourceException wrong) {
            throw ApiException.brokenRule(wrong.getMessage());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private IntakeResult mapped(
            String projectId,
            String name,
            FileHead head,
            InputStream plain,
            MappingSettings settings,
            ReadOptions reading) {
        Mapping mapping = StoredMappings.parse(Blocking.await(() -> stored.document(projectId, name)));
        MappedFile file = new MappedFile("", mapping.sourceOf(head), () -> plain);
        try (MappedRecords mapped = new MappedRecords(mapping, settings, List.of(file))) {
            return records.mapped(projectId, mapped, reading).readAs(name);
        }
    }

    private static Optional<String> name(String asked, FileHead head) {
        return asked.equals(StoredMappings.AUTO) ? Presets.recognise(head, Wording.UPLOAD) : Optional.of(asked);
    }

    /** A table of our own is one whatever it is said to be. */
    private static BodyFormat ownFormat(FileHead head, String contentType) {
        return head.isOwnTable() ? BodyFormat.CSV : BodyFormat.ofMediaType(contentType);
    }
}
