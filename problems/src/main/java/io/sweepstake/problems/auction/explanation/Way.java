package io.sweepstake.problems.auction.explanation;

import io.sweepstake.core.explanation.Layer;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkWeights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The way that each layer's weights go in a training. */
final class Way {
  /** How far weights still are from their end, as a share of how far they were at the start. */
  static final String LEFT = "way_left";

  private Way() {}

  /**
   * What is left of it at each checkpoint; nothing of networks without checkpoints.
   *
   * @param subjects checkpoints of one training have one name, and are in order
   * @param layers of all of them
   */
  static List<Finding> left(List<Subject> subjects, List<Layer> layers) {
    Map<String, List<Subject>> trainings = new LinkedHashMap<>();
    for (Subject subject : subjects) {
      trainings.computeIfAbsent(subject.name(), any -> new ArrayList<>()).add(subject);
    }
    List<Finding> findings = new ArrayList<>();
    for (List<Subject> training : trainings.values()) {
      NetworkWeights start = training.get(0).network().weights();
      NetworkWeights end = training.get(training.size() - 1).network().weights();
      for (Layer layer : layers) {
        double way = distance(start, end, layer);
        for (Subject checkpoint : training) {
          if (way > 0) {
            findings.add(
                new Finding(
                    checkpoint.name(),
                    new Finding.Key(
                        Analysis.COURSE,
                        layer.network(),
                        layer.name(),
                        layer.depth(),
                        "",
                        checkpoint.step(),
                        LEFT),
                    distance(checkpoint.network().weights(), end, layer) / way));
          }
        }
      }
    }
    return findings;
  }

  private static double distance(NetworkWeights from, NetworkWeights to, Layer layer) {
    double squares = 0;
    for (int k = 0; k < from.layers().size(); k++) {
      LayerWeights one = from.layers().get(k);
      LayerWeights other = to.layers().get(k);
      if (layer.weights().contains(one.shape().name())) {
        squares += squares(one.weights(), other.weights()) + squares(one.bias(), other.bias());
      }
    }
    return Math.sqrt(squares);
  }

  private static double squares(float[] one, float[] other) {
    double sum = 0;
    for (int k = 0; k < one.length; k++) {
      sum += (double) (one[k] - other[k]) * (one[k] - other[k]);
    }
    return sum;
  }
}
