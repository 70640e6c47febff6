package dev.deskhours.auth.signature;

import java.util.List;

import static dev.deskhours.auth.signature.Forgery.accepted;
import static dev.deskhours.auth.signature.Forgery.refused;

/** The request line without its query. */
final class PathForgeries {
    private PathForgeries() {}

    static List<Forgery> of(Scene scene) {
        WireRequest task = scene.sign(scene.task(Scene.TASK));
        WireRequest list = scene.sign(scene.list());
        return List.of(
                accepted("as signed", task),
                refused("another method", task.withMethod("DELETE")),
                refused("method in lower case", task.withMethod("get")),
                refused("another task", task.withPath(task.path().replace('0', '1'))),
                refused("another operation", list.withPath(list.path().replaceFirst("^/v2(.*)$", "/v3$1/export"))),
                refused("another project", list.withPath(list.path().replace(scene.projectId(), "other"))),
                refused("path in another case", list.withPath(list.path().replace("desktops", "Desktops"))),
                accepted("slash at the end", task.withPath(task.path() + "/")),
                refused("two slashes at the end", task.withPath(task.path() + "//")),
                refused("slash doubled", task.withPath(task.path().replace("/export", "//export"))),
                refused("a step up and down", task.withPath(task.path().replace("/export", "/x/../export"))),
                refused("a step that stays", task.withPath(task.path().replace("/export", "/./export"))),
                moved(scene, true, "unreserved character escaped", "a", "%61"),
                moved(scene, true, "tilde escaped", "a~b", "a%7Eb"),
                moved(scene, true, "tilde escaped in lower case", "a~b", "a%7eb"),
                moved(scene, true, "escapes in lower case", "B%C3%BCro", "B%c3%bcro"),
                moved(scene, true, "plus escaped", "a+b", "a%2Bb"),
                moved(scene, true, "other characters escaped", "a:b@c;d", "a%3Ab%40c%3Bd"),
                moved(scene, false, "plus for a space", "a%20b", "a+b"),
                moved(scene, false, "space for a plus", "a+b", "a%20b"),
                moved(scene, false, "slash for an escaped slash", "a%2Fb", "a/b"),
                moved(scene, false, "escaped slash for a slash", "a/b", "a%2Fb"),
                moved(scene, false, "escape escaped", "a%20b", "a%2520b"),
                moved(scene, false, "escape of an escape taken off", "a%2520b", "a%20b"),
                moved(scene, false, "other letters of the same look", "B%C3%BCro", "Bu%CC%88ro"));
    }

    private static Forgery moved(Scene scene, boolean accepted, String name, String signed, String sent) {
        WireRequest request = scene.sign(scene.task(signed));
        return new Forgery(name, request.withPath(scene.task(sent).path()), accepted);
    }
}
