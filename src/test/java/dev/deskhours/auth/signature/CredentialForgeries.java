package dev.deskhours.auth.signature;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import static dev.deskhours.auth.signature.Forgery.accepted;
import static dev.deskhours.auth.signature.Forgery.refused;

/** Who signed, and with which key. */
final class CredentialForgeries {
    private CredentialForgeries() {}

    static List<Forgery> of(Scene scene) {
        List<Forgery> rows = new ArrayList<>(keys(scene));
        if (scene.signer().scheme().isDerived()) {
            rows.addAll(scopes(scene));
        }
        return rows;
    }

    private static List<Forgery> keys(Scene scene) {
        WireRequest signed = scene.sign(scene.list());
        String access = TestKey.CALLER.access();
        TestKey withOthersSecret = new TestKey(access, TestKey.STRANGER.secret());
        TestKey unknown = new TestKey("AKUNKNOWN00000000000", TestKey.CALLER.secret());
        return List.of(
                refused("key of another caller", renamed(signed, access, TestKey.STRANGER.access())),
                refused("unknown key", renamed(signed, access, unknown.access())),
                refused("key in lower case", renamed(signed, access, access.toLowerCase(Locale.ROOT))),
                refused("signed with the secret of another", signedBy(scene, withOthersSecret)),
                refused("signed with an unknown key", signedBy(scene, unknown)),
                refused("signed without a secret", signedBy(scene, new TestKey(access, ""))),
                refused("signed with the key for a secret", signedBy(scene, new TestKey(access, access))));
    }

    private static List<Forgery> scopes(Scene scene) {
        WireRequest signed = scene.sign(scene.list());
        String day = signed.value("X-Sdk-Date").substring(0, 8);
        String scope = day + "/" + TestScheme.REGION + "/" + TestScheme.SERVICE;
        return List.of(
                accepted("derived key", signed),
                refused("key of another day", renamed(signed, scope, scope.replace(day, "20200101"))),
                refused(
                        "signed with the key of another day",
                        scene.with(scene.signer().withDay("20200101")).sign(scene.list())),
                refused("key of another region", renamed(signed, scope, scope.replace("north", "south"))),
                refused("key of another service", renamed(signed, scope, scope.replace("workspace", "other"))),
                refused("key without a service", renamed(signed, scope, day + "/" + TestScheme.REGION)),
                refused("key with an empty region", renamed(signed, scope, day + "//" + TestScheme.SERVICE)),
                refused("key with a longer scope", renamed(signed, scope, scope + "/x")));
    }

    private static WireRequest signedBy(Scene scene, TestKey key) {
        return new TestSigner(scene.signer().scheme(), key).sign(scene.list(), scene.now());
    }

    private static WireRequest renamed(WireRequest signed, String part, String other) {
        return signed.with("Authorization", signed.value("Authorization").replace(part, other));
    }
}
