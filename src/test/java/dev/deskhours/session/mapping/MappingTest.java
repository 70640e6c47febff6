package dev.deskhours.session.mapping;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

/** Documents are validated as a whole, and their parts do what they say. */
class MappingTest {
    private static final String LEAST = """
            source: {type: csv}
            fields: {desktop_id: host, started_at: start}
            """;

    @Test
    void allFaultsAreToldWithTheirPlaceAndTheNearestName() {
        assertThatThrownBy(() -> Mapping.parse("""
                source: {type: csw, delimeter: ";"}
                times: {zone: Europe/Ozlo, patterns: [yyyy-bb]}
                filter: {state: {matchs: x}}
                kind: session
                fields: {desktop_id: host, start_at: start}
                """))
                .asInstanceOf(type(Mapping.Invalid.class))
                .satisfies(wrong -> assertThat(wrong.faults())
                        .containsExactlyInAnyOrder(
                                "kind is 'session'; possible are sessions, events, samples, desktops",
                                "source has 'delimeter', which is no part of a source; did you mean 'delimiter'?",
                                "source.type is 'csw'; possible are csv, json, ndjson, lines, wtmp, event-xml",
                                "source must say its type",
                                "times.patterns[1] 'yyyy-bb' is no pattern of a time",
                                "times.zone 'Europe/Ozlo' is no time zone like Europe/Oslo",
                                "filter.state has 'matchs', which is no condition; did you mean 'matches'?",
                                "fields has 'start_at', which is no field of sessions; did you mean 'started_at'?",
                                "fields must say started_at"));
    }

    @Test
    void aGroupThatThePatternLacksIsAFault() {
        assertThatThrownBy(() -> Mapping.parse("""
                source: {type: lines, pattern: '(?P<user>\\S+) (?P<start>\\S+)'}
                fields: {desktop_id: host, user_name: usr, started_at: start}
                """))
                .asInstanceOf(type(Mapping.Invalid.class))
                .satisfies(wrong -> assertThat(wrong.faults())
                        .containsExactly(
                                "'host' is no group of the pattern",
                                "'usr' is no group of the pattern; did you mean 'user'?"));
    }

    @Test
    void eventsNeedRulesAndAKey() {
        assertThatThrownBy(() -> Mapping.parse("""
                source: {type: csv}
                kind: events
                fields: {desktop_id: host, started_at: start}
                events: {time: t}
                samples: {gap: 1}
                """))
                .asInstanceOf(type(Mapping.Invalid.class))
                .satisfies(wrong -> assertThat(wrong.faults())
                        .containsExactlyInAnyOrder(
                                "fields has 'started_at', which is no field of events; did you mean 'last_seen_at'?",
                                "samples is only for 'kind: samples'",
                                "events must say the key of a session, or its scope, or both",
                                "events must have rules: which rows open, which close"));
    }

    @Test
    void presenceNeedsItsArrayAndItsFields() {
        assertThatThrownBy(() -> Mapping.parse("""
                source: {type: csv}
                kind: events
                times: {heartbeats: never}
                fields: {desktop_id: host}
                events: {time: t, key: k, rules: [{is: open, when: {what: in}}]}
                presence: {fields: {desktop_id: host, att: t, sign: "'offline'"}}
                """))
                .asInstanceOf(type(Mapping.Invalid.class))
                .satisfies(wrong -> assertThat(wrong.faults())
                        .containsExactlyInAnyOrder(
                                "times.heartbeats is 'never'; possible are from-start, after-start",
                                "presence is only for 'kind: sessions'",
                                "presence must say the path to the array of signs",
                                "presence.fields has 'att', which is no field of presence signs; did you mean 'at'?",
                                "presence.fields must say at"));
        assertThatThrownBy(() -> Mapping.parse(LEAST + """
                presence: {path: p, fields: {desktop_id: host, at: t, sign: "'offline'"}}
                """))
                .hasMessage("source must be json with a path, as presence has another");
    }

    @Test
    void aHeartbeatAtTheStartIsNoneWhereTheMappingSaysSo() {
        String mapping = """
                source: {type: csv}
                times: {zone: UTC%s}
                fields: {desktop_id: host, started_at: start, last_seen_at: seen}
                """;
        String file = """
                host,start,seen
                h,2026-11-05T14:00:00Z,2026-11-05T15:00:00+01:00
                h,2026-11-05T16:00:00Z,2026-11-05T16:00:01Z
                """;
        assertThat(seen(Imported.of(
                        Mapping.parse(mapping.formatted(", heartbeats: after-start")), null, Map.of(), file)))
                .containsExactly("none", "2026-11-05T16:00:01Z");
        assertThat(seen(Imported.of(Mapping.parse(mapping.formatted("")), null, Map.of(), file)))
                .containsExactly("2026-11-05T14:00:00Z", "2026-11-05T16:00:01Z");
    }

    private static List<String> seen(Imported imported) {
        return imported.records().stream()
                .map(session -> session.getOrDefault("last_seen_at", "none"))
                .toList();
    }

    @Test
    void whatIsNoDocumentIsRefused() {
        assertThatThrownBy(() -> Mapping.parse("a: [")).hasMessageStartingWith("the document is malformed: ");
        assertThatThrownBy(() -> Mapping.parse("{\"source\": 1, \"source\": 2}"))
                .hasMessageStartingWith("the document is malformed: ");
        assertThatThrownBy(() -> Mapping.parse("only text")).hasMessageContaining("must have names");
        assertThatThrownBy(() -> Mapping.parse("a: &x [1]\nb: *x")).hasMessageContaining("malformed");
    }

    @Test
    void jsonIsReadAsYamlIs() {
        Mapping json = Mapping.parse("""
                {"source": {"type": "csv"}, "fields": {"desktop_id": "host", "started_at": "start"}}""");
        String file = "host,start\nh1,2026-11-19T08:00:00Z\n";
        assertThat(Imported.of(json, null, Map.of(), file))
                .isEqualTo(Imported.of(Mapping.parse(LEAST), null, Map.of(), file));
    }

    @Test
    void fieldsAreColumnsConstantsFallbacksJoinsAndTables() {
        Mapping mapping = Mapping.parse("""
                source: {type: csv, optional: [nick]}
                none: ["-"]
                fields:
                  session_id: host + '/' + number + '/' + started_at
                  desktop_id: host
                  desktop_pool_id: "'pool + 1'"
                  desktop_name: {constant: A name}
                  user_name: [nick, user]
                  started_at: start
                  failure_reason:
                    table:
                      - {when: {state: {matches: "F.*"}}, gives: "'failed: ' + state"}
                      - {when: {state: [ODD, EVEN]}, gives: state}
                """);
        Imported imported = Imported.of(mapping, null, Map.of(), """
                HOST,Number,user,start,state
                h1,7,mia,2026-11-19 08:00:00+01,F7
                h1,8,-,2026-11-19T08:00Z,EVEN
                h1,9,noa,2026-11-19T08:00:00.5+0100,OK
                """);
        assertThat(imported.flaws()).isEmpty();
        assertThat(imported.records())
                .containsExactly(
                        Map.of(
                                "session_id", "h1/7/2026-11-19T07:00:00Z",
                                "desktop_id", "h1",
                                "desktop_pool_id", "pool + 1",
                                "desktop_name", "A name",
                                "user_name", "mia",
                                "started_at", "2026-11-19T07:00:00Z",
                                "failure_reason", "failed: F7"),
                        Map.of(
                                "session_id", "h1/8/2026-11-19T08:00:00Z",
                                "desktop_id", "h1",
                                "desktop_pool_id", "pool + 1",
                                "desktop_name", "A name",
                                "started_at", "2026-11-19T08:00:00Z",
                                "failure_reason", "EVEN"),
                        Map.of(
                                "session_id", "h1/9/2026-11-19T07:00:00.500Z",
                                "desktop_id", "h1",
                                "desktop_pool_id", "pool + 1",
                                "desktop_name", "A name",
                                "user_name", "noa",
                                "started_at", "2026-11-19T07:00:00.500Z"));
    }

    @Test
    void idsAreMadeOfHostUserAndStartWhereThereAreNone() {
        Imported imported = Imported.of(
                Mapping.parse(LEAST), null, Map.of("user_name", "mia"), "host,start\nh1,2026-11-19T08:00:00Z\n");
        assertThat(imported.records().get(0)).containsEntry("session_id", "h1/mia/2026-11-19T08:00:00Z");
    }

    @Test
    void whatTheFilterLeavesOutIsCounted() {
        Mapping mapping = Mapping.parse(LEAST + "filter: {kind: [a, b], host: {differs: 'x.*'}}\n");
        Imported imported = Imported.of(mapping, null, Map.of(), """
                host,start,kind
                h1,2026-11-19T08:00:00Z,a
                h1,2026-11-19T08:00:00Z,c
                x1,2026-11-19T08:00:00Z,b
                """);
        assertThat(imported.records()).hasSize(1);
        assertThat(imported.leftOut()).isEqualTo(Map.of("rows that the filter leaves out", 2L));
    }

    @Test
    void samplesAreSessions() {
        Mapping mapping = Mapping.parse("""
                source: {type: csv}
                kind: samples
                fields: {desktop_id: host, user_name: user}
                samples: {time: at, key: host + '/' + user, gap: 00:10:00, lone: PT5M}
                """);
        Imported imported = Imported.of(
                mapping,
                null,
                Map.of(),
                "at,host,user\n2026-11-19T08:20:00Z,h1,mia\n2026-11-19T08:00:00Z,h1,mia\n",
                "at,host,user\n2026-11-19T08:10:00Z,h1,mia\n2026-11-19T09:00:00Z,h1,mia\n2026-11-19T08:01:00Z,h2,mia\n");
        assertThat(imported.records())
                .extracting(session -> session.get("session_id") + " " + session.get("ended_at"))
                .containsExactly(
                        "h1/mia/2026-11-19T08:00:00Z 2026-11-19T08:20:00Z",
                        "h1/mia/2026-11-19T09:00:00Z 2026-11-19T09:05:00Z",
                        "h2/mia/2026-11-19T08:01:00Z 2026-11-19T08:06:00Z");
    }

    @Test
    void anExpressionThatNeverEndsElsewhereIsMatchedInLinearTime() {
        Mapping mapping = Mapping.parse("""
                source: {type: lines, pattern: '(?P<host>(a+)+)b(?P<start>x)'}
                fields: {desktop_id: host, started_at: start}
                """);
        Imported imported = Imported.of(mapping, null, Map.of(), "a".repeat(50_000));
        assertThat(imported.leftOut()).isEqualTo(Map.of("lines of another form", 1L));
    }
}
