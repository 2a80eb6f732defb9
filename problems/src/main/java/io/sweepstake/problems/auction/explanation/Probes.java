package io.sweepstake.problems.auction.explanation;

import io.sweepstake.core.explanation.AttackedProfiles;
import io.sweepstake.core.explanation.Layer;
import io.sweepstake.core.explanation.LayerReader;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.random.Seeds;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What linear probes read off the layers of a network about what it does with the truth. */
final class Probes {
  static final String TRAINED = "trained";
  static final String UNTRAINED = "untrained";
  static final String SHUFFLED = "shuffled";

  private final Asked network;
  private final AttackedProfiles profiles;
  private final Map<String, double[][]> targets; // by name, [bidder][profile]

  private Probes(Asked network, AttackedProfiles profiles, Map<String, double[][]> targets) {
    this.network = network;
    this.profiles = profiles;
    this.targets = targets;
  }

  static Probes of(Asked network, AttackedProfiles profiles) {
    Outcomes outcomes = network.mechanism().run(profiles.truth());
    int count = profiles.count();
    int bidders = outcomes.bidders();
    double[][] revenue = new double[1][count];
    double[][] payment = new double[bidders][count];
    double[][] utility = new double[bidders][count];
    double[][] regret = new double[bidders][count];
    for (int k = 0; k < count; k++) {
      for (int i = 0; i < bidders; i++) {
        payment[i][k] = outcomes.payment(k, i);
        revenue[0][k] += payment[i][k];
        regret[i][k] = profiles.found().gain(k, i);
        utility[i][k] = -payment[i][k];
        for (int j = 0; j < outcomes.items(); j++) {
          utility[i][k] += (double) outcomes.allocation(k, i, j) * profiles.truth().value(k, i, j);
        }
      }
    }
    Map<String, double[][]> targets = new LinkedHashMap<>();
    targets.put("revenue", revenue);
    targets.put("payment", payment);
    targets.put("utility", utility);
    targets.put("regret", regret);
    return new Probes(network, profiles, targets);
  }

  /** All targets, of the network, of an untrained one of its shape, and shuffled. */
  void all(Asked.Notes notes) {
    read(notes, TRAINED, network.weights, 0, targets);
    read(notes, UNTRAINED, network.retraining().untrained(), 0, targets);
    read(notes, SHUFFLED, network.weights, 0, Map.of("revenue", shuffled(targets.get("revenue"))));
  }

  /** Revenue and regret at a step of the training. */
  void along(Asked.Notes notes, long step) {
    Map<String, double[][]> few = new LinkedHashMap<>(targets);
    few.keySet().retainAll(Set.of("revenue", "regret"));
    read(notes, "course", network.weights, step, few);
  }

  private void read(
      Asked.Notes notes,
      String variant,
      NetworkWeights weights,
      long step,
      Map<String, double[][]> wanted) {
    double[][] all = wanted.values().stream().flatMap(Arrays::stream).toArray(double[][]::new);
    new LayerReader(network.program, weights, network.engine.kernels())
        .read(profiles.truth())
        .forEach(
            (layer, features) ->
                note(
                    notes,
                    variant,
                    step,
                    layer,
                    wanted,
                    RidgeProbe.heldOut(features, layer.rows(), all)));
  }

  /** Of what each bidder has, the mean over bidders. */
  private static void note(
      Asked.Notes notes,
      String variant,
      long step,
      Layer layer,
      Map<String, double[][]> wanted,
      double[] found) {
    int at = 0;
    for (Map.Entry<String, double[][]> target : wanted.entrySet()) {
      int next = at + target.getValue().length;
      double mean =
          Arrays.stream(found, at, next).filter(Double::isFinite).average().orElse(Double.NaN);
      notes.add(layer, variant, step, target.getKey(), mean);
      at = next;
    }
  }

  /** The same values of other profiles: what a probe finds where there is nothing to find. */
  private double[][] shuffled(double[][] values) {
    double[][] shuffled = Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
    long stream = Seeds.derive(network.circumstances.seed(), "shuffled targets", 0);
    for (int k = profiles.count() - 1; k > 0; k--) {
      int other = (int) (Seeds.uniform(stream, k) * (k + 1));
      for (double[] target : shuffled) {
        double swapped = target[k];
        target[k] = target[other];
        target[other] = swapped;
      }
    }
    return shuffled;
  }
}
