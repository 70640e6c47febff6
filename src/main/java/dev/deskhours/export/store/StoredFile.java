package dev.deskhours.export.store;

/**
 * A file that is complete and durable in a {@link FileStore}.
 *
 * @param size in bytes
 * @param sha256 of its bytes, 64 lower-case hexadecimal digits
 */
public record StoredFile(String key, long size, String sha256) {}
