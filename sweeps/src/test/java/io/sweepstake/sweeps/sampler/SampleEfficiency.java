package io.sweepstake.sweeps.sampler;

import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Strategy;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * Prints medians over seeds of the simple regret after 25, 50 and 100 trials, and the quartiles
 * after 100; a program, not a test.
 *
 * <p>Arguments: the number of seeds, then samplers such as {@code gp} or {@code
 * tpe,preset=watanabe}; then, after {@code --}, landscapes.
 */
final class SampleEfficiency {
  private SampleEfficiency() {}

  public static void main(String[] args) {
    List<String> all = Arrays.asList(args);
    int seeds = args.length > 0 ? Integer.parseInt(args[0]) : 30;
    int split = all.contains("--") ? all.indexOf("--") : all.size();
    List<String> samplers = split > 1 ? all.subList(1, split) : List.of("tpe", "random");
    List<Landscape> landscapes =
        split + 1 < all.size()
            ? all.subList(split + 1, all.size()).stream().map(Landscape::valueOf).toList()
            : List.of(Landscape.values());
    for (Landscape landscape : landscapes) {
      for (String sampler : samplers) {
        System.out.println(line(landscape, sampler, seeds));
      }
    }
  }

  private static String line(Landscape landscape, String words, int seeds) {
    String[] parts = words.split(",");
    TreeMap<String, String> options = new TreeMap<>();
    for (int k = 1; k < parts.length; k++) {
      String[] option = parts[k].split("=");
      options.put(option[0], option[1]);
    }
    double[][] at = new double[3][seeds];
    long start = System.nanoTime();
    for (int seed = 0; seed < seeds; seed++) {
      Sampler sampler = Samplers.of(Strategy.of(parts[0], options));
      History history =
          SamplerContract.run(
              sampler, SamplerContract.spec(landscape.space(), seed), 100, landscape::regret);
      double best = Double.POSITIVE_INFINITY;
      for (int k = 0; k < history.size(); k++) {
        best = Math.min(best, landscape.regret(history.trial(k).point()));
        at[0][seed] = k < 25 ? best : at[0][seed];
        at[1][seed] = k < 50 ? best : at[1][seed];
        at[2][seed] = best;
      }
    }
    double seconds = (System.nanoTime() - start) * 1e-9;
    StringBuilder line =
        new StringBuilder(String.format(Locale.ROOT, "%-12s %-28s", landscape, words));
    for (double[] column : at) {
      Arrays.sort(column);
      line.append(String.format(Locale.ROOT, " %9.4g", column[seeds / 2]));
    }
    line.append(
        String.format(
            Locale.ROOT,
            "  [%.4g, %.4g]  %.2f s per study",
            at[2][seeds / 4],
            at[2][3 * seeds / 4],
            seconds / seeds));
    return line.toString();
  }
}
