package dev.deskhours.session.mapping;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Presets on files in the shape of the originals. */
class PresetsTest {
    private static final Path DOCUMENTS = Path.of("src/main/resources/dev/deskhours/session/mapping/presets");
    private static final Path PAGES = Path.of("docs/imports");

    static List<String> names() {
        return Presets.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void isAValidDocumentWithAPage(String name) throws IOException {
        Mapping mapping = Presets.mapping(name);
        assertThat(mapping.description()).isNotBlank();
        assertThat(mapping.sources()).isNotEmpty();
        assertThat(Files.readString(PAGES.resolve(name + ".md")))
                .contains("deskhours import")
                .contains("cannot know");
    }

    @Test
    void everyDocumentIsListed() throws IOException {
        try (Stream<Path> documents = Files.list(DOCUMENTS)) {
            assertThat(documents.map(file -> file.getFileName().toString().replace(".yaml", "")))
                    .containsExactlyInAnyOrderElementsOf(Presets.names());
        }
    }

    @Test
    void aNameThatThereIsNotIsRefusedWithTheNearest() {
        assertThatThrownBy(() -> Presets.mapping("windows-securty"))
                .hasMessage("no preset is called 'windows-securty'; 'deskhours mappings' lists them; "
                        + "did you mean 'windows-security'?");
    }

    @Test
    void aFileThatFitsTwoIsRefused() {
        String file = "TimeCreated,EventID,Computer,SessionID,TargetLogonId\n2026-11-19T08:00:00Z,21,c,1,2\n";
        assertThatThrownBy(() -> Presets.recognise(Imported.head(file.getBytes(StandardCharsets.UTF_8))))
                .hasMessage("a file may be windows-rds or windows-security; say which, as in --format windows-rds");
    }

    @Test
    void ourOwnFilesAreNotForeign() {
        for (String file : List.of(
                "session_id,desktop_id,started_at\ns,d,2026-11-19T08:00:00Z\n",
                "session_id,desktop_id,started_at\n",
                "[{\"session_id\":\"s\",\"desktop_id\":\"d\",\"started_at\":\"2026-11-19T08:00:00Z\"}]",
                "{\"session_id\":\"s\",\"desktop_id\":\"d\",\"started_at\":\"2026-11-19T08:00:00Z\"}")) {
            assertThat(Presets.recognise(Imported.head(file.getBytes(StandardCharsets.UTF_8))))
                    .isEmpty();
        }
    }

    @Test
    void aMistypedColumnOfASpreadsheetIsRefused() {
        assertThatThrownBy(() -> Imported.recognised("session_id;desktop_id;started_at;end_at\n", "UTC", Map.of()))
                .hasMessage("the header row has 'end_at', which is no field; did you mean 'ended_at'?");
    }

    @Test
    void devicesOfARemoteConsoleGoOffline() {
        String sessions = """
                "sessions":[{"id":"a-1","device_id":"dev-1","operator":"op1","started_at":"2026-11-05T14:00:00Z",
                 "last_seen_at":"2026-11-05T14:00:00Z","ended_at":null}]""";
        String presence = """
                "presence":[{"device_id":"dev-1","online_from":"2026-11-05T06:00:00Z","online_to":"2026-11-05T14:20:00Z"},
                 {"device_id":"dev-1","online_from":"2026-11-05T15:00:00Z","online_to":null}]""";
        for (String file : List.of(
                "{" + sessions + ",\n" + presence + "}",
                "{" + presence + "," + " ".repeat(70_000) + sessions + "}",
                "{" + sessions + "," + " ".repeat(70_000) + presence + "}")) {
            Imported imported = Imported.recognised(file, null, Map.of());
            assertThat(imported.preset()).isEqualTo("remote-access-sessions");
            assertThat(imported.flaws()).isEmpty();
            assertThat(told(imported)).containsExactly("dev-1 op1 2026-11-05T14:00:00Z null");
            assertThat(imported.records().get(0)).doesNotContainKey("last_seen_at");
            assertThat(imported.signs())
                    .containsExactly(Map.of("desktop_id", "dev-1", "at", "2026-11-05T14:20:00Z", "sign", "offline"));
            assertThat(imported.leftOut()).isEqualTo(Map.of("presence signs that the filter leaves out", 1L));
        }
    }

    @Test
    void windowsLocksAndDisconnectionsAreNoUseAndABootEndsAll() {
        Imported imported = Imported.recognised("""
                #TYPE Selected.System.Diagnostics.Eventing.Reader.EventLogRecord
                "TimeCreated","EventID","Computer","TargetUserName","LogonType","TargetLogonId","LogonID","AccountName"
                "2026-11-19T18:00:00Z","6006","PC-01","","","","",""
                "2026-11-19T15:00:00Z","4778","PC-01","","","","0xa","anna"
                "2026-11-19T14:00:00Z","4779","PC-01","","","","0xa","anna"
                "2026-11-19T13:00:00Z","4801","PC-01","anna","","0xa","",""
                "2026-11-19T12:00:00Z","4800","PC-01","anna","","0xa","",""
                "2026-11-19T08:00:00Z","4624","PC-01","anna","10","0xa","",""
                "2026-11-19T08:00:00Z","4624","PC-01","anna","3","0xb","",""
                "2026-11-19T08:00:00Z","4624","PC-01","DWM-2","2","0xc","",""
                """, null, Map.of());
        assertThat(told(imported))
                .containsExactly(
                        "PC-01 anna 2026-11-19T08:00:00Z 2026-11-19T12:00:00Z",
                        "PC-01 anna 2026-11-19T13:00:00Z 2026-11-19T14:00:00Z reconnect",
                        "PC-01 anna 2026-11-19T15:00:00Z 2026-11-19T18:00:00Z reconnect");
        assertThat(imported.preset()).isEqualTo("windows-security");
        assertThat(imported.leftOut()).isEqualTo(Map.of("rows that are no event of the mapping", 2L));
    }

    @Test
    void windowsEventsAreReadFromXmlWithoutARoot() {
        Imported imported = Imported.recognised("""
                <Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>\
                <Provider Name='Microsoft-Windows-Security-Auditing' Guid='{5}'/><EventID>4624</EventID>\
                <TimeCreated SystemTime='2026-11-19T08:00:00.1234567Z'/><Channel>Security</Channel>\
                <Computer>PC-01.lab.example</Computer></System><EventData><Data Name='SubjectLogonId'>0x3e7</Data>\
                <Data Name='TargetUserName'>anna &amp; co</Data><Data Name='LogonType'>2</Data>\
                <Data Name='TargetLogonId'>0xa</Data></EventData></Event>
                <Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>\
                <Provider Name='Microsoft-Windows-Security-Auditing'/><EventID>4634</EventID>\
                <TimeCreated SystemTime='2026-11-19T16:00:00Z'/><Computer>PC-01.lab.example</Computer></System>\
                <EventData><Data Name='TargetLogonId'>0xa</Data></EventData></Event>
                """.getBytes(StandardCharsets.UTF_16), null, Map.of());
        assertThat(imported.preset()).isEqualTo("windows-security");
        assertThat(told(imported))
                .containsExactly("PC-01.lab.example anna & co 2026-11-19T08:00:00.123456Z 2026-11-19T16:00:00Z");
    }

    @Test
    void windowsSessionsAreReadFromXmlWithARoot() {
        Imported imported = Imported.recognised("""
                <?xml version="1.0" encoding="utf-8" standalone="yes"?>
                <Events><Event><System><Provider Name="Microsoft-Windows-TerminalServices-LocalSessionManager"/>
                <EventID>21</EventID><TimeCreated SystemTime="2026-11-19T08:00:00Z"/><Computer>RDS-01</Computer></System>
                <UserData><EventXML xmlns="Event_NS"><User>LAB\\kim</User><SessionID>2</SessionID></EventXML></UserData>
                </Event><Event><System><Provider Name="Microsoft-Windows-TerminalServices-LocalSessionManager"/>
                <EventID>24</EventID><TimeCreated SystemTime="2026-11-19T09:00:00Z"/><Computer>RDS-01</Computer></System>
                <UserData><EventXML xmlns="Event_NS"><User>LAB\\kim</User><SessionID>2</SessionID></EventXML></UserData>
                </Event></Events>
                """, null, Map.of());
        assertThat(imported.preset()).isEqualTo("windows-rds");
        assertThat(told(imported)).containsExactly("RDS-01 LAB\\kim 2026-11-19T08:00:00Z 2026-11-19T09:00:00Z");
    }

    @Test
    void pagesOfCitrixSessionsMayFollowEachOther() {
        Imported imported = Imported.recognised("""
                {"@odata.context":"x","value":[{"SessionKey":"k-1","StartDate":"2026-11-19T08:00:00.12Z",
                "EndDate":"2026-11-19T09:00:00Z","FailureDate":null,"Machine":{"Name":"LAB\\\\vda-1","DnsName":"vda-1.lab"},
                "User":{"UserName":"rui"}}],"@odata.nextLink":"y"}
                {"value":[{"SessionKey":"k-2","StartDate":null,"EndDate":null,"FailureDate":"2026-11-19T10:00:00Z",
                "FailureId":12,"Machine":{"DnsName":"vda-1.lab"},"User":{"UserName":"rui"}}]}
                """, null, Map.of());
        assertThat(imported.preset()).isEqualTo("citrix-monitor");
        assertThat(told(imported))
                .containsExactly(
                        "vda-1.lab rui 2026-11-19T08:00:00.120Z 2026-11-19T09:00:00Z",
                        "vda-1.lab rui 2026-11-19T10:00:00Z null failure 12");
    }

    @Test
    void citrixConnectionsAreTheConnectedHours() {
        Imported imported = Imported.recognised("""
                {"value":[{"Id":1,"SessionKey":"k-1","EstablishmentDate":"2026-11-19T08:00:00Z",
                "DisconnectDate":"2026-11-19T09:00:00Z","IsReconnect":false,
                "Session":{"EndDate":"2026-11-19T12:00:00Z","Machine":{"DnsName":"vda-1.lab"},"User":{"UserName":"rui"}}},
                {"Id":2,"SessionKey":"k-1","EstablishmentDate":"2026-11-19T11:00:00Z","DisconnectDate":null,
                "IsReconnect":true,
                "Session":{"EndDate":"2026-11-19T12:00:00Z","Machine":{"DnsName":"vda-1.lab"},"User":{"UserName":"rui"}}}]}
                """, null, Map.of());
        assertThat(told(imported))
                .containsExactly(
                        "vda-1.lab rui 2026-11-19T08:00:00Z 2026-11-19T09:00:00Z",
                        "vda-1.lab rui 2026-11-19T11:00:00Z 2026-11-19T12:00:00Z reconnect");
    }

    @Test
    void jobsOfSlurmAreSessionsAndTheirStepsAreNot() {
        Imported imported = Imported.recognised("""
                JobID|User|NodeList|Start|End|State
                101|ana|gpu-01|2026-11-19T08:00:00|2026-11-19T09:00:00|COMPLETED
                101.batch||gpu-01|2026-11-19T08:00:00|2026-11-19T09:00:00|COMPLETED
                102|bo|gpu-02|2026-11-19T08:00:00|Unknown|RUNNING
                103|bo|None assigned|Unknown|Unknown|PENDING
                """, "Europe/Berlin", Map.of());
        assertThat(imported.preset()).isEqualTo("slurm-sacct");
        assertThat(told(imported))
                .containsExactly(
                        "gpu-01 ana 2026-11-19T07:00:00Z 2026-11-19T08:00:00Z", "gpu-02 bo 2026-11-19T07:00:00Z null");
    }

    @Test
    void aCrashEndsAtTheBootToTheSecondAndWithoutOneWhereLastSays() {
        Imported imported = Imported.recognised("""
                wei      tty2         :0               Wed Nov 25 22:10:13 2026 - crash                     (10:44)
                reboot   system boot  6.1.0-30-amd64   Thu Nov 26 08:55:02 2026   still running
                sam      tty2                          Mon Nov  2 22:00:00 2026 - down                      (1+00:30)
                """, "UTC", Map.of("desktop_id", "h1"));
        assertThat(told(imported))
                .containsExactly(
                        "h1 sam 2026-11-02T22:00:00Z 2026-11-03T22:30:00Z",
                        "h1 wei 2026-11-25T22:10:13Z 2026-11-26T08:55:02Z");
    }

    @Test
    void bothFormsOfTheLogOfXrdpAreRead() {
        Imported imported = Imported.recognised("""
                [2026-11-19T08:00:00.120+0100] [INFO ] Created session (access granted): username pia, ip 192.0.2.1
                [2026-11-19T09:00:00.000+0100] [INFO ] Terminated session:  username pia, display :10.0
                """, null, Map.of("desktop_id", "h2"));
        assertThat(told(imported)).containsExactly("h2 pia 2026-11-19T07:00:00.120Z 2026-11-19T08:00:00Z");
    }

    private static List<String> told(Imported imported) {
        assertThat(imported.flaws()).isEmpty();
        return imported.records().stream()
                .map(session -> session.get("desktop_id") + " " + session.get("user_name") + " "
                        + session.get("started_at") + " " + session.get("ended_at")
                        + (session.containsKey("reconnect") ? " reconnect" : "")
                        + (session.containsKey("failure_reason") ? " " + session.get("failure_reason") : ""))
                .toList();
    }
}
