package io.sweepstake.jobs.spark;

/**
 * Room for trials.
 *
 * @param packs how many run at a time, at least 1
 * @param size trials in each, at least 1
 */
public record Places(int packs, int size) {
  public Places {
    if (packs < 1 || size < 1) {
      throw new IllegalArgumentException(
          "places: packs and their size must be at least 1, were " + packs + " and " + size);
    }
  }

  /** The same for a sweep of so many trials, which learns from some before it asks for others. */
  public Places learning(int trials, int rounds) {
    long share = (long) rounds * packs;
    return new Places(packs, (int) Math.max(1, Math.min(size, (trials + share - 1) / share)));
  }

  /** Trials that run at a time. */
  public int trials() {
    return Math.multiplyExact(packs, size);
  }

  /** {@code 4 at a time}, {@code 2 packs of up to 64 at a time}. */
  @Override
  public String toString() {
    return size == 1
        ? packs + " at a time"
        : (packs == 1 ? "a pack" : packs + " packs") + " of up to " + size + " at a time";
  }
}
