package dev.deskhours.auth.signature;

import java.util.List;

import static dev.deskhours.auth.signature.Forgery.accepted;
import static dev.deskhours.auth.signature.Forgery.refused;

/** The list of the headers that are signed. */
final class SignedHeadersForgeries {
    private static final String LIST = "host;user-agent;x-project-id;x-sdk-date";

    private SignedHeadersForgeries() {}

    static List<Forgery> of(Scene scene) {
        WireRequest list = scene.sign(scene.list());
        return List.of(
                listed("name dropped from the list", list, "host;x-project-id;x-sdk-date"),
                listed("host dropped from the list", list, "user-agent;x-project-id;x-sdk-date"),
                listed(
                        "name added to the list",
                        list.plus("X-Note", "a"),
                        "host;user-agent;x-note;x-project-id;x-sdk-date"),
                listed("list in another order", list, "host;x-project-id;user-agent;x-sdk-date"),
                listed("name in upper case", list, "Host;user-agent;x-project-id;x-sdk-date"),
                listed("name twice in the list", list, LIST + ";host"),
                listed("empty name in the list", list, LIST + ";"),
                listed("no list", list, ""),
                signing(scene, true, "only what must be signed", "host", "x-sdk-date"),
                signing(scene, true, "signed in another order", "x-sdk-date", "user-agent", "host"),
                signing(scene, false, "host not signed", "user-agent", "x-sdk-date"),
                signing(scene, false, "date not signed", "host", "user-agent"),
                signing(scene, false, "signed in upper case", "Host", "x-sdk-date"),
                signing(scene, false, "host signed in both cases", "Host", "host", "x-sdk-date"),
                signing(scene, false, "signed twice", "host", "host", "x-sdk-date"),
                signing(scene, false, "absent header signed", "host", "x-absent", "x-sdk-date"));
    }

    private static Forgery listed(String name, WireRequest request, String list) {
        String authorization = request.value("Authorization").replace(LIST, list);
        return refused(name, request.with("Authorization", authorization));
    }

    private static Forgery signing(Scene scene, boolean accepted, String name, String... headers) {
        WireRequest request = scene.with(scene.signer().signing(headers)).sign(scene.list());
        return accepted ? accepted(name, request) : refused(name, request);
    }
}
