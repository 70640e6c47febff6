package dev.deskhours.cli.remote;

import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneId;

import com.fasterxml.jackson.databind.JsonNode;

import dev.deskhours.cli.intake.RecordTarget;
import dev.deskhours.cli.terminal.UserError;
import dev.deskhours.session.format.BodyFormat;
import dev.deskhours.session.format.RecordReader;
import dev.deskhours.session.mapping.MappedRecords;
import dev.deskhours.session.mapping.MappedSource;
import dev.deskhours.session.mapping.Mapping;
import dev.deskhours.session.record.BadRecords;
import dev.deskhours.session.record.DesktopRules;
import dev.deskhours.session.record.PresenceRules;
import dev.deskhours.session.record.RecordRules;
import dev.deskhours.session.record.SessionRules;

/** Sends records to a running service; what other systems wrote becomes our own records here, and is checked before it is sent. */
public final class RemoteRecords implements RecordTarget {
    private final RemoteService service;
    private final String project;
    private final Instant now;
    private final Instant oldestKept;

    /**
     * @param now by which times in the future are refused
     * @param oldestKept sessions that ended before it are left out
     */
    public RemoteRecords(RemoteService service, String project, Instant now, Instant oldestKept) {
        this.service = service;
        this.project = project;
        this.now = now;
        this.oldestKept = oldestKept;
    }

    @Override
    public Taken own(BodyFormat format, InputStream body) {
        return taken(service.post(path("sessions"), format.mediaType(), body));
    }

    @Override
    public Taken mapped(MappedRecords records) {
        if (records.hasSigns()) {
            return mappedWithSigns(records);
        }
        return records.kind() == Mapping.Kind.DESKTOPS
                ? mapped("desktops", new DesktopRules(now), records, new BadRecords())
                : mapped("sessions", new SessionRules(now, oldestKept), records, new BadRecords());
    }

    /** The zone whose days the project counts. */
    public ZoneId zone() {
        return ZoneId.of(service.get(path("settings")).path("time_zone").asText());
    }

    /** The signs wait in a file until the sessions among which they stand were sent. */
    private Taken mappedWithSigns(MappedRecords records) {
        try (SpooledLines signs = new SpooledLines()) {
            BadRecords bad = MappedSource.signs(
                    records, new SentLines<>(new PresenceRules(now, oldestKept)), oldestKept, signs::add);
            Taken sessions = mapped("sessions", new SessionRules(now, oldestKept), records, bad);
            return sessions.and(taken(service.post(path("presence"), BodyFormat.NDJSON.mediaType(), signs.body())));
        }
    }

    private <T> Taken mapped(String what, RecordRules<T> rules, MappedRecords records, BadRecords others) {
        RecordReader<byte[]> lines =
                RecordReader.of(new SentLines<>(rules), fields -> new MappedSource(records, fields, oldestKept));
        SentBody body = new SentBody(lines, others);
        try {
            return taken(service.post(path(what), BodyFormat.NDJSON.mediaType(), body));
        } catch (UserError failure) {
            lines.badRecords().throwIfAny();
            others.throwIfAny();
            throw failure;
        }
    }

    private String path(String what) {
        return "/v1/" + project + "/" + what;
    }

    private static Taken taken(JsonNode answer) {
        return new Taken(
                answer.path("received").asLong(),
                answer.path("inserted").asLong(),
                answer.path("updated").asLong(),
                answer.path("unchanged").asLong(),
                answer.path("moved").asLong());
    }
}
