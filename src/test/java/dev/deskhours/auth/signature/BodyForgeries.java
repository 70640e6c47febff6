package dev.deskhours.auth.signature;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import static dev.deskhours.auth.signature.Forgery.accepted;
import static dev.deskhours.auth.signature.Forgery.refused;

/** The body, and the header that declares its hash. */
final class BodyForgeries {
    private static final String UNSIGNED = "UNSIGNED-PAYLOAD";

    private final Scene scene;
    private final WireRequest upload;
    private final byte[] otherBody;
    private final String header;
    private final String hash;
    private final String otherHash;

    private BodyForgeries(Scene scene) {
        this.scene = scene;
        upload = scene.upload();
        otherBody = scene.otherUpload().body();
        header = scene.signer().scheme().contentHeader();
        hash = scene.signer().scheme().hash().hexHash(upload.body());
        otherHash = scene.signer().scheme().hash().hexHash(otherBody);
    }

    static List<Forgery> of(Scene scene) {
        BodyForgeries forgeries = new BodyForgeries(scene);
        return Stream.of(forgeries.undeclared(), forgeries.declared(), forgeries.unsigned())
                .flatMap(List::stream)
                .toList();
    }

    private List<Forgery> undeclared() {
        WireRequest signed = scene.sign(upload);
        return List.of(
                accepted("upload as signed", signed),
                refused("body changed", withOtherBody(signed)),
                refused("body dropped", signed.withBody(new byte[0])),
                refused("body longer", signed.withBody(Arrays.copyOf(upload.body(), upload.body().length + 1))),
                refused("body where there was none", withOtherBody(scene.sign(upload.withBody(new byte[0])))),
                refused("content type changed", signed.with("Content-Type", "text/csv")),
                accepted("hash declared after signing", signed.plus(header, hash)),
                accepted("wrong hash declared after signing, which nobody signed", signed.plus(header, otherHash)),
                refused(
                        "body changed and its hash declared",
                        withOtherBody(signed).plus(header, otherHash)),
                refused(
                        "body changed and not to be looked at",
                        withOtherBody(signed).plus(header, UNSIGNED)));
    }

    private List<Forgery> declared() {
        WireRequest declared = scene.sign(upload.plus(header, hash));
        WireRequest wronglyDeclared = upload.plus(header, otherHash);
        String[] withoutHeader = {"content-type", "host", "x-sdk-date"};
        return List.of(
                accepted("declared hash", declared),
                refused("declared hash, body changed", withOtherBody(declared)),
                refused("declared hash changed", declared.with(header, otherHash)),
                refused("declared hash changed with the body", withOtherBody(declared.with(header, otherHash))),
                refused("declared hash repeated", declared.plus(header, otherHash)),
                refused("hash of another body declared", scene.sign(wronglyDeclared)),
                refused(
                        "hash of another body declared, the right one signed",
                        signing(scene.signer().withBodyHash(hash), wronglyDeclared)),
                refused(
                        "declared hash signed, but not its header",
                        signing(scene.signer().withBodyHash(otherHash).signing(withoutHeader), wronglyDeclared)),
                refused("declared hash in upper case", scene.sign(upload.plus(header, hash.toUpperCase(Locale.ROOT)))),
                refused("declared hash is no hash", scene.sign(upload.plus(header, "none"))),
                refused("declared hash is empty", scene.sign(upload.plus(header, ""))));
    }

    private List<Forgery> unsigned() {
        WireRequest unsigned = scene.sign(upload.plus(header, UNSIGNED));
        String foreignHeader = header.endsWith("3") ? "X-Sdk-Content-Sha256" : "X-Sdk-Content-Sm3";
        WireRequest foreign = scene.sign(upload.plus(foreignHeader, UNSIGNED));
        TestSigner withoutHeader = scene.signer().withBodyHash(UNSIGNED).signing("content-type", "host", "x-sdk-date");
        return List.of(
                accepted("unsigned payload", unsigned),
                accepted("unsigned payload, body changed", withOtherBody(unsigned)),
                refused("unsigned payload, path changed", unsigned.withPath(unsigned.path() + "/x")),
                refused("unsigned payload, header dropped", unsigned.without(header)),
                refused("unsigned payload, hash declared instead", unsigned.with(header, hash)),
                refused(
                        "unsigned payload in lower case",
                        scene.sign(upload.plus(header, UNSIGNED.toLowerCase(Locale.ROOT)))),
                refused("unsigned payload, header not signed", signing(withoutHeader, upload.plus(header, UNSIGNED))),
                refused("unsigned payload, no header", signing(scene.signer().withBodyHash(UNSIGNED), upload)),
                accepted("unsigned payload for another hash, which says nothing here", foreign),
                refused("unsigned payload for another hash, body changed", withOtherBody(foreign)));
    }

    private WireRequest withOtherBody(WireRequest request) {
        return request.withBody(otherBody);
    }

    private WireRequest signing(TestSigner signer, WireRequest request) {
        return scene.with(signer).sign(request);
    }
}
