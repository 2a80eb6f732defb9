package io.sweepstake.benchmarks;

/** Whether one of two is better, by how often it was. */
public final class SignTest {
  private SignTest() {}

  /**
   * How probable so many wins or more would be if each were decided by a fair coin.
   *
   * @param decided at least {@code wins}: draws are left out
   */
  public static double chance(int wins, int decided) {
    double chance = 0;
    double term = Math.pow(0.5, decided); // C(n, k) / 2^n
    for (int k = 0; k <= decided; k++) {
      chance += k >= wins ? term : 0;
      term = term * (decided - k) / (k + 1);
    }
    return chance;
  }
}
