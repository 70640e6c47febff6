package dev.deskhours.auth.signature;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** SM3 step by step as GB/T 32905-2016 writes it, to check the library by. */
final class Gbt32905 {
    private static final int BLOCK_BYTES = 64;
    private static final int ROUNDS = 64;
    private static final int FIRST_ROUNDS = 16;
    private static final int[] INITIAL = {
        0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e
    };

    private Gbt32905() {}

    static byte[] hash(byte[] message) {
        ByteBuffer padded = ByteBuffer.wrap(pad(message));
        int[] state = INITIAL.clone();
        while (padded.hasRemaining()) {
            compress(state, expand(padded));
        }
        ByteBuffer hash = ByteBuffer.allocate(state.length * Integer.BYTES);
        Arrays.stream(state).forEach(hash::putInt);
        return hash.array();
    }

    private static byte[] pad(byte[] message) {
        int blocks = (message.length + 1 + Long.BYTES + BLOCK_BYTES - 1) / BLOCK_BYTES;
        ByteBuffer padded = ByteBuffer.allocate(blocks * BLOCK_BYTES);
        padded.put(message).put((byte) 0x80);
        padded.putLong(padded.capacity() - Long.BYTES, message.length * 8L);
        return padded.array();
    }

    private static int[] expand(ByteBuffer block) {
        int[] w = new int[ROUNDS + 4];
        for (int j = 0; j < FIRST_ROUNDS; j++) {
            w[j] = block.getInt();
        }
        for (int j = FIRST_ROUNDS; j < w.length; j++) {
            int mixed = w[j - 16] ^ w[j - 9] ^ Integer.rotateLeft(w[j - 3], 15);
            w[j] = p1(mixed) ^ Integer.rotateLeft(w[j - 13], 7) ^ w[j - 6];
        }
        return w;
    }

    private static void compress(int[] state, int[] w) {
        int[] v = state.clone();
        for (int j = 0; j < ROUNDS; j++) {
            round(v, w, j);
        }
        Arrays.setAll(state, i -> state[i] ^ v[i]);
    }

    private static void round(int[] v, int[] w, int j) {
        int constant = j < FIRST_ROUNDS ? 0x79cc4519 : 0x7a879d8a;
        int a12 = Integer.rotateLeft(v[0], 12);
        int ss1 = Integer.rotateLeft(a12 + v[4] + Integer.rotateLeft(constant, j), 7);
        int tt1 = ff(j, v[0], v[1], v[2]) + v[3] + (ss1 ^ a12) + (w[j] ^ w[j + 4]);
        int tt2 = gg(j, v[4], v[5], v[6]) + v[7] + ss1 + w[j];
        int[] next = {tt1, v[0], Integer.rotateLeft(v[1], 9), v[2], p0(tt2), v[4], Integer.rotateLeft(v[5], 19), v[6]};
        System.arraycopy(next, 0, v, 0, v.length);
    }

    private static int ff(int j, int x, int y, int z) {
        return j < FIRST_ROUNDS ? x ^ y ^ z : (x & y) | (x & z) | (y & z);
    }

    private static int gg(int j, int x, int y, int z) {
        return j < FIRST_ROUNDS ? x ^ y ^ z : (x & y) | (~x & z);
    }

    private static int p0(int x) {
        return x ^ Integer.rotateLeft(x, 9) ^ Integer.rotateLeft(x, 17);
    }

    private static int p1(int x) {
        return x ^ Integer.rotateLeft(x, 15) ^ Integer.rotateLeft(x, 23);
    }
}
