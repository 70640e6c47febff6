package dev.deskhours.auth.signature;

import java.time.Duration;
import java.util.List;

import static dev.deskhours.auth.signature.Forgery.accepted;
import static dev.deskhours.auth.signature.Forgery.refused;

/** The time of signing. */
final class ClockForgeries {
    private static final String DATE = "X-Sdk-Date";

    private ClockForgeries() {}

    static List<Forgery> of(Scene scene) {
        WireRequest signed = scene.sign(scene.list());
        String date = signed.value(DATE);
        WireRequest old = scene.signer().sign(scene.list(), scene.now().minus(Duration.ofDays(1)));
        return List.of(
                accepted("14:59 ago", at(scene, "-PT14M59S")),
                accepted("15:00 ago", at(scene, "-PT15M")),
                refused("15:01 ago", at(scene, "-PT15M1S")),
                accepted("14:59 ahead", at(scene, "PT14M59S")),
                accepted("15:00 ahead", at(scene, "PT15M")),
                refused("15:01 ahead", at(scene, "PT15M1S")),
                refused("a year ago", at(scene, "-P365D")),
                refused("old signature, date renewed", old.with(DATE, date)),
                refused(
                        "date changed by a second",
                        signed.with(DATE, at(scene, "PT1S").value(DATE))),
                refused("date twice", signed.plus(DATE, date)),
                refused(
                        "another date after it",
                        signed.plus(DATE, at(scene, "PT1S").value(DATE))),
                dated(scene, "date with a fraction", date.replace("Z", ".0Z")),
                dated(scene, "date with an offset", date.replace("Z", "+0000")),
                dated(scene, "date without its Z", date.replace("Z", "")),
                dated(scene, "date with separators", scene.now().toString()),
                dated(scene, "day that is none", date.replaceFirst("^(....)....", "$10230")),
                dated(scene, "hour that is none", date.replaceFirst("T..", "T24")),
                dated(scene, "date that is none", "now"));
    }

    private static WireRequest at(Scene scene, String offset) {
        return scene.signer().sign(scene.list(), scene.now().plus(Duration.parse(offset)));
    }

    private static Forgery dated(Scene scene, String name, String date) {
        return refused(name, scene.signer().sign(scene.list(), date));
    }
}
