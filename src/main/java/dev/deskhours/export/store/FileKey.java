package dev.deskhours.export.store;

import java.util.regex.Pattern;

/** What names a file in a {@link FileStore}: 1..200 of {@code A-Z a-z 0-9 . _ -}, no dot first, not ending in {@code .part}. */
final class FileKey {
    static final String UNFINISHED = ".part";

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}");

    private FileKey() {}

    static boolean isValid(String key) {
        return FORM.matcher(key).matches() && !key.endsWith(UNFINISHED);
    }

    /**
     * Lets through only what cannot leave the store's directory.
     *
     * @throws IllegalArgumentException if the key is not valid
     */
    static String checked(String key) {
        if (!isValid(key)) {
            throw new IllegalArgumentException("not a key of a stored file: " + key);
        }
        return key;
    }
}
