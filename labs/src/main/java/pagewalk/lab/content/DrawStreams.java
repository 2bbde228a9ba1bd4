package pagewalk.lab.content;

import pagewalk.engine.util.Xorshift;

/** The random streams of one part: a generator for each draw's name, and a fresh set for each redraw. */
public final class DrawStreams {
    private final byte[] seed;

    /** {@code seed} is the part's own, 32 bytes of HMAC. */
    public DrawStreams(byte[] seed) {
        this.seed = seed.clone();
    }

    Xorshift stream(String name, int redraw) {
        byte[] key = Hmac.sha256(seed, "draw|" + name + "|" + redraw);
        return new Xorshift(Hmac.lane(key, 0), Hmac.lane(key, 4));
    }
}
