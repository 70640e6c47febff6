package dev.deskhours.auth.jwt;

/** A token is signed with a key that is not among those at hand. */
class UnknownKeyException extends RuntimeException {
    UnknownKeyException() {
        super("a token is signed with an unknown key");
    }
}
