package io.sweepstake.core.random;

/**
 * Derived seeds and counter-based randomness: every random number is a function of where it is
 * used, never of how many were drawn before.
 */
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

  /** 64 well-mixed bits for a position in the stream of a seed. */
  public static long bits(long seed, long position) {
    return mix(mix(seed) + position * GOLDEN);
  }

  /** A uniform double in [0, 1) for a position in the stream of a seed, with 53 random bits. */
  public static double uniform(long seed, long position) {
    return (bits(seed, position) >>> 11) * 0x1.0p-53;
  }

  /**
   * A standard normal double for a position in the normal stream of a seed (Box and Muller, 1958).
   *
   * <p>It consumes the uniforms at {@code 2 position} and {@code 2 position + 1}. {@link
   * StrictMath} makes it the same number on every platform.
   */
  public static double normal(long seed, long position) {
    double radius = Math.sqrt(-2 * StrictMath.log1p(-uniform(seed, 2 * position)));
    return radius * StrictMath.cos(2 * Math.PI * uniform(seed, 2 * position + 1));
  }

  /** SplitMix64's finaliser (Steele, Lea and Flood, OOPSLA 2014; variant 13 of Stafford). */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
