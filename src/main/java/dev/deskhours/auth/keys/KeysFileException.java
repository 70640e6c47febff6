package dev.deskhours.auth.keys;

/** Why a keys file cannot be used: one line, without any value of the file, since each may be a misplaced secret. */
class KeysFileException extends Exception {
    KeysFileException(String reason) {
        super(reason);
    }
}
