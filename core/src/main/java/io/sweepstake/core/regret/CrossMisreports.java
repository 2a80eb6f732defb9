package io.sweepstake.core.regret;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Tries on every profile what gained most on others: a weakness of a mechanism is seldom alone.
 *
 * @param reports each {@code [item]}, of the same bidder
 */
record CrossMisreports(List<float[]> reports) implements RegretSearch {

  /**
   * Those that gained most, ties by order.
   *
   * @param parts together a block
   * @param most how many
   */
  static CrossMisreports bestOf(List<BestMisreports> parts, int most) {
    record Found(float gain, float[] report) {}

    return new CrossMisreports(
        parts.stream()
            .flatMap(
                part ->
                    IntStream.range(0, part.count())
                        .filter(k -> part.gain(k) > 0)
                        .mapToObj(
                            k ->
                                new Found(
                                    part.gain(k),
                                    Arrays.copyOfRange(
                                        part.misreports(),
                                        k * part.items(),
                                        (k + 1) * part.items()))))
            .sorted(Comparator.comparingDouble((Found found) -> -found.gain()))
            .limit(most)
            .map(Found::report)
            .toList());
  }

  @Override
  public void improve(BestMisreports best) {
    float[] candidates = new float[best.truth().length];
    for (float[] report : reports) {
      for (int k = 0; k < best.count(); k++) {
        System.arraycopy(report, 0, candidates, k * report.length, report.length);
      }
      best.consider(candidates);
    }
  }
}
