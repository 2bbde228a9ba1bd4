package pagewalk.engine.digest;

import pagewalk.engine.util.Bits;

/**
 * A running fingerprint of ints in two 32-bit lanes.
 *
 * <p>It finds desyncs and edited logs; it is not a cryptographic hash, and nothing secret depends on it. Order
 * matters: folding 1 then 2 differs from 2 then 1.
 */
public final class Digest {
    private int high = 0x243f6a88;
    private int low = 0x85a308d3;

    public Digest() {}

    private Digest(int high, int low) {
        this.high = high;
        this.low = low;
    }

    /** Folds one int into both lanes. */
    public void fold(int value) {
        high = Bits.rotateLeft(high ^ (value * 0x9e3779b1), 13) * 0x2545f491 + low;
        low = Bits.rotateLeft(low + (value * 0x85ebca77), 17) * 0xc2b2ae3d ^ high;
    }

    /**
     * Folds one micro-step. Every argument reaches both lanes, in two rounds of four multiplications that mostly run
     * side by side: folding the five ints one by one would cost three times as much.
     */
    public void fold(int head, int a, int b, int c, int d) {
        int x = Bits.rotateLeft(high ^ (a * 0x9e3779b1 + head), 13) * 0x2545f491 + low;
        int y = Bits.rotateLeft(low + (b * 0x85ebca77 ^ head), 17) * 0xc2b2ae3d ^ x;
        high = Bits.rotateLeft(x ^ (c * 0x27d4eb2f + b), 11) * 0x165667b1 + y;
        low = Bits.rotateLeft(y + (d * 0xcc9e2d51 ^ a), 19) * 0x1b873593 ^ high;
    }

    /** Folds the characters of {@code text}, then its length. */
    public void fold(String text) {
        for (int i = 0; i < text.length(); i++) {
            fold(text.charAt(i));
        }
        fold(text.length());
    }

    public int high() {
        return high;
    }

    public int low() {
        return low;
    }

    public Digest copy() {
        return new Digest(high, low);
    }

    /** Sixteen lower-case hexadecimal digits. */
    public String hex() {
        return hex(high, low);
    }

    public static String hex(int high, int low) {
        return Bits.hex8(high) + Bits.hex8(low);
    }
}
