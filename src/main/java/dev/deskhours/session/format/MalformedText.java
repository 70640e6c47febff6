package dev.deskhours.session.format;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;

import dev.deskhours.web.ApiException;

/** Bytes that are not the text they should be, and what they may be instead. */
public final class MalformedText extends CharacterCodingException {
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private final String message;

    private MalformedText(String message) {
        this.message = message;
    }

    /** @param wrong the first byte that is none of UTF-8; most files that have one are from Windows */
    static MalformedText utf8(byte wrong) {
        String character = new String(new byte[] {wrong}, WINDOWS);
        boolean shown = Character.isLetter(character.codePointAt(0));
        return new MalformedText("malformed UTF-8: byte %02X".formatted(wrong)
                + (shown ? ", which is '" + character + "' in windows-1252" : "")
                + "; save it as UTF-8");
    }

    static MalformedText utf16() {
        return new MalformedText("malformed UTF-16; save it as UTF-8");
    }

    static MalformedText other(String what) {
        return new MalformedText("not UTF-8: it looks like " + what);
    }

    @Override
    public String getMessage() {
        return message;
    }

    /** What is wrong with the whole of a body. */
    ApiException asAnswer() {
        return ApiException.brokenRule("the body is " + message);
    }
}
