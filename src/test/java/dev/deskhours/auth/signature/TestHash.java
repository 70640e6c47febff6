package dev.deskhours.auth.signature;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** The hashes of the schemes, with what is made of a hash written out by hand. */
public enum TestHash {
    SHA_256 {
        @Override
        byte[] hash(byte[] data) {
            try {
                return MessageDigest.getInstance("SHA-256").digest(data);
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError(e);
            }
        }
    },
    SM3 {
        @Override
        byte[] hash(byte[] data) {
            return Gbt32905.hash(data);
        }
    };

    private static final int BLOCK_BYTES = 64;

    abstract byte[] hash(byte[] data);

    public String hexHash(byte[] data) {
        return hex(hash(data));
    }

    /** RFC 2104. */
    byte[] hmac(byte[] key, byte[] data) {
        byte[] block = Arrays.copyOf(key.length > BLOCK_BYTES ? hash(key) : key, BLOCK_BYTES);
        return hash(join(xor(block, 0x5c), hash(join(xor(block, 0x36), data))));
    }

    /** RFC 5869, for a key as long as the hash. */
    byte[] derive(String secret, String salt, String info) {
        byte[] pseudorandomKey = hmac(bytes(salt), bytes(secret));
        return hmac(pseudorandomKey, join(bytes(info), new byte[] {1}));
    }

    static String hex(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte each : bytes) {
            text.append(String.format("%02x", each));
        }
        return text.toString();
    }

    private static byte[] xor(byte[] block, int mask) {
        byte[] mixed = block.clone();
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] ^= (byte) mask;
        }
        return mixed;
    }

    private static byte[] join(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
