package io.sweepstake.sweeps.study;

import java.util.random.RandomGenerator;

/** Seeds that are functions of a name and an index, never of how many were drawn before. */
public final class Seeds {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Seeds() {}

  /** The seed of the thing called {@code name} with this index, under a parent seed. */
  public static long derive(long seed, String name, long index) {
    long hash = mix(seed + GOLDEN);
    for (int k = 0; k < name.length(); k++) {
      hash = mix(hash ^ name.charAt(k)) + GOLDEN;
    }
    return mix(hash ^ mix(index + GOLDEN));
  }

  /** The generator of a derived seed: {@code generator(seed, "ask", 17)}. */
  public static RandomGenerator generator(long seed, String name, long index) {
    return new SplitMix(derive(seed, name, index));
  }

  /** SplitMix64's finaliser (Steele, Lea and Flood, OOPSLA 2014; variant 13 of Stafford). */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /**
   * SplitMix64, written out: its stream may not change with the JDK, since suggestions follow it.
   */
  private static final class SplitMix implements RandomGenerator {
    private long state;

    SplitMix(long seed) {
      state = seed;
    }

    @Override
    public long nextLong() {
      state += GOLDEN;
      return mix(state);
    }

    @Override
    public double nextDouble() {
      return (nextLong() >>> 11) * 0x1.0p-53;
    }
  }
}
