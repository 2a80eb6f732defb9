package io.sweepstake.sweeps.sampler;

import io.sweepstake.sweeps.study.History;
import java.util.Arrays;

/** Prints median simple regrets over seeds; a program, not a test. */
final class SampleEfficiency {
  private SampleEfficiency() {}

  public static void main(String[] args) {
    int seeds = args.length > 0 ? Integer.parseInt(args[0]) : 30;
    for (Landscape landscape : Landscape.values()) {
      StringBuilder line = new StringBuilder(String.format("%-12s", landscape));
      for (boolean tpe : new boolean[] {true, false}) {
        double[][] at = new double[3][seeds];
        for (int seed = 0; seed < seeds; seed++) {
          Sampler sampler = tpe ? new TpeSampler() : new RandomSampler();
          History history =
              SamplerContract.run(
                  sampler, SamplerContract.spec(landscape.space(), seed), 100, landscape::regret);
          double best = Double.POSITIVE_INFINITY;
          for (int k = 0; k < 100; k++) {
            best = Math.min(best, landscape.regret(history.trial(k).point()));
            if (k == 24) {
              at[0][seed] = best;
            } else if (k == 49) {
              at[1][seed] = best;
            } else if (k == 99) {
              at[2][seed] = best;
            }
          }
        }
        for (double[] column : at) {
          Arrays.sort(column);
          line.append(String.format(" %9.4g", column[seeds / 2]));
        }
        line.append(String.format(" [%.4g, %.4g]  |", at[2][seeds / 4], at[2][3 * seeds / 4]));
      }
      System.out.println(line);
    }
  }
}
