package io.sweepstake.benchmarks.search;

/**
 * What one contender did on one function with so many workers.
 *
 * @param best least simple regrets, {@code [seed][told − 1]}
 */
public record Cell(String contender, String function, int workers, double[][] best) {

  /** Of the least simple regret after so many trials were told. */
  public Quartiles after(int told) {
    double[] sample = new double[best.length];
    for (int seed = 0; seed < sample.length; seed++) {
      sample[seed] = best[seed][told - 1];
    }
    return Quartiles.of(sample);
  }

  /** On how many seeds this one is below another after so many trials. */
  public int wins(Cell other, int told) {
    int wins = 0;
    for (int seed = 0; seed < best.length; seed++) {
      wins += best[seed][told - 1] < other.best[seed][told - 1] ? 1 : 0;
    }
    return wins;
  }
}
