package dev.deskhours.auth.jwt;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.jose4j.http.Get;

/** Where the public keys of the tokens' issuer come from. */
interface KeySource {
    /** The text of the keys; blocks. */
    String read() throws IOException;

    /** The configured one, if one is. */
    static Optional<KeySource> of(JwtConfig config) {
        return config.keyLocation().map(KeySource::at).or(() -> config.publicKey()
                .map(key -> () -> key));
    }

    /** @throws IllegalArgumentException if it is neither a URL nor a path */
    static KeySource at(String location) {
        if (location.startsWith("http:") || location.startsWith("https:")) {
            return http(location);
        }
        Path file = location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location);
        return () -> Files.readString(file);
    }

    private static KeySource http(String location) {
        int patienceMillis = 5_000;
        Get get = new Get();
        get.setConnectTimeout(patienceMillis);
        get.setReadTimeout(patienceMillis);
        // The next token tries again; whoever waits for this one shall not wait longer.
        get.setRetries(0);
        return () -> get.get(location).getBody();
    }
}
