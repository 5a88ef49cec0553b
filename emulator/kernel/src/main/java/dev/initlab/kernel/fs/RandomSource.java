package dev.initlab.kernel.fs;

/** The guest's random numbers: the same for the same seed, and no secret (SplitMix64). */
public final class RandomSource {
    private long state;

    /** A source that begins with a seed. */
    public RandomSource(long seed) {
        state = seed;
    }

    /** The next 64 bits. */
    public long next() {
        state += 0x9e3779b97f4a7c15L;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** Fills an array. */
    public void fill(byte[] bytes) {
        long word = 0;
        for (int i = 0; i < bytes.length; i++) {
            word = i % 8 == 0 ? next() : word >>> 8;
            bytes[i] = (byte) word;
        }
    }
}
