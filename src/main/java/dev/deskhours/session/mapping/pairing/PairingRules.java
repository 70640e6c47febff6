package dev.deskhours.session.mapping.pairing;

/**
 * What pairing does where events contradict each other or are missing.
 *
 * @param orphans what a close is that no open belongs to
 */
public record PairingRules(OpenMeetsOpen openMeetsOpen, Orphans orphans) {
    /** What becomes of a session that is open when another one opens under its key. */
    public enum OpenMeetsOpen {
        /** Nobody knows when it ended: a login, and no use. */
        LOST,
        /** It ends where the other one begins. */
        CLOSE,
        /** It goes on; the second open is left out. */
        KEEP
    }

    /** What becomes of the first close of a key without an open. */
    public enum Orphans {
        LEAVE_OUT,
        /** It began before the file did: a session from the beginning of the file's first day. */
        BEGIN_WITH_FILE
    }
}
