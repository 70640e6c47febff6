package dev.deskhours.auth.keys;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The keys file of a first start (docs/spec/operations.md, Configuration), so that a new service is neither open to
 * everybody nor closed to its owner. The token is in a comment of the file: it must reach the owner and nobody else,
 * and a log or a console is read by others, while this file is readable by its owner alone. The comment can be
 * taken out.
 */
public final class FirstKeys {
    private static final int TOKEN_BYTES = 32;
    private static final String CONTENT = """
            # Who may call Deskhours. A change is in force within 30 s.
            #
            # This file was made at the first start, with one token that may do everything in every project:
            #   curl -H 'X-Auth-Token: <token>' http://localhost:8080/...
            # The service needs only the hash below. Keep the token elsewhere and take the next line out.
            # administrator token: %s
            keys: []
            tokens:
              - token_sha256: %s
                projects: ["*"]
                actions: ["*"]
            """;

    private FirstKeys() {}

    /**
     * Makes the file, whole or not at all, and its directory if it is missing; only the owner may read them, where the
     * file system knows of owners.
     *
     * @return the token
     * @throws FileAlreadyExistsException if there is such a file by now; it stays as it is
     */
    public static String create(Path file) throws IOException {
        String token = newToken();
        create(file, CONTENT.formatted(token, Sha256.hex(token)));
        return token;
    }

    static void create(Path file, String content) throws IOException {
        Path target = file.toAbsolutePath();
        Files.createDirectories(target.getParent(), rights(target, "rwx------"));
        // A temporary file has the rights rw------- from its beginning.
        Path part = Files.createTempFile(target.getParent(), target.getFileName() + ".", ".part");
        try {
            Files.writeString(part, content);
            publish(part, target);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    static String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void publish(Path part, Path target) throws IOException {
        try {
            // A link, unlike a rename, never replaces the file that another start has made meanwhile.
            Files.createLink(target, part);
        } catch (FileAlreadyExistsException made) {
            throw made;
        } catch (FileSystemException | UnsupportedOperationException noLinksHere) {
            Files.move(part, target);
        }
    }

    private static FileAttribute<?>[] rights(Path path, String rights) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))}
                : new FileAttribute<?>[0];
    }
}
