package io.sweepstake.core.explanation;

/** What of a truthful run is put in the place of what a lie made of it. */
@FunctionalInterface
public interface Patch {
  /**
   * Writes one profile's patched rows.
   *
   * @param lied what came out of the layers when a bidder lied
   * @param truthful what comes out when nobody does
   * @param into as long as both
   */
  void apply(float[] lied, float[] truthful, float[] into);

  /** Everything. */
  static Patch whole() {
    return (lied, truthful, into) -> System.arraycopy(truthful, 0, into, 0, into.length);
  }

  /**
   * Some units.
   *
   * @param count how many of them, the first
   */
  static Patch units(int[] rows, int count) {
    return (lied, truthful, into) -> {
      System.arraycopy(lied, 0, into, 0, into.length);
      for (int k = 0; k < count; k++) {
        into[rows[k]] = truthful[rows[k]];
      }
    };
  }

  /**
   * What lies in a subspace.
   *
   * @param basis orthonormal, {@code [direction][row]}
   * @param count how many directions, the first
   */
  static Patch subspace(double[][] basis, int count) {
    return (lied, truthful, into) -> {
      double[] moved = new double[into.length];
      for (int k = 0; k < count; k++) {
        double along = 0;
        for (int r = 0; r < into.length; r++) {
          along += basis[k][r] * (truthful[r] - lied[r]);
        }
        for (int r = 0; r < into.length; r++) {
          moved[r] += along * basis[k][r];
        }
      }
      for (int r = 0; r < into.length; r++) {
        into[r] = (float) (lied[r] + moved[r]);
      }
    };
  }
}
