package io.sweepstake.problems.auction.explanation;

import io.sweepstake.core.explanation.AttackedProfiles;
import io.sweepstake.core.explanation.Layer;
import io.sweepstake.core.explanation.Retraining;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.training.DivergedException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a network is worth without something that it had learned, and with what the rest of it can
 * learn anew; one thing at a time, so that workers can share them.
 *
 * @param kept hidden layers under new heads; 0 where this is about a layer of untrained weights
 * @param learned whether those are the network's own, or untrained ones
 * @param layer its number among the program's layers; 0 for none: the network trained on as it is
 */
record RetrainingQuestion(int kept, boolean learned, int layer) implements Question {
  static final String CONTINUED = "continued";
  static final String RETRAINED = "retrained";
  static final String BARE = "not retrained";

  /** All of them, for a network of so many hidden layers and layers in all. */
  static List<Question> all(int hidden, int layers) {
    List<Question> all = new ArrayList<>();
    for (int kept = 1; kept <= hidden; kept++) {
      all.add(new RetrainingQuestion(kept, true, 0));
      all.add(new RetrainingQuestion(kept, false, 0));
    }
    for (int layer = 0; layer < layers; layer++) {
      all.add(new RetrainingQuestion(0, true, layer));
    }
    return all;
  }

  @Override
  public List<Finding> ask(Asked network) {
    Retraining retraining = network.retraining();
    try {
      if (kept > 0) {
        Asked.Notes notes = network.notes(Analysis.TRUNCATION);
        Retraining.Result shorter = retraining.truncated(kept, learned);
        String variant = learned ? Probes.TRAINED : Probes.UNTRAINED;
        worth(network, notes, "", "", kept, variant, shorter.architecture(), shorter.weights());
        return notes.all();
      }
      Asked.Notes notes = network.notes(Analysis.RANDOMISATION);
      Layer about = network.layers().get(layer);
      if (layer == 0) {
        worth(network, notes, "", "", 0, BARE, network.architecture, network.weights);
        NetworkWeights on = retraining.continued().weights();
        worth(network, notes, "", "", 0, CONTINUED, network.architecture, on);
        return notes.all();
      }
      worth(network, notes, about, BARE, retraining.randomised(about));
      worth(network, notes, about, RETRAINED, retraining.aroundRandomised(about).weights());
      return notes.all();
    } catch (DivergedException diverged) {
      return List.of(); // nothing is known about this one
    }
  }

  private static void worth(
      Asked network, Asked.Notes notes, Layer layer, String variant, NetworkWeights weights) {
    worth(
        network,
        notes,
        layer.network(),
        layer.name(),
        layer.depth(),
        variant,
        network.architecture,
        weights);
  }

  private static void worth(
      Asked network,
      Asked.Notes notes,
      String part,
      String layer,
      int depth,
      String variant,
      Architecture architecture,
      NetworkWeights weights) {
    Mechanism mechanism =
        network
            .engine
            .runner()
            .mechanism(network.family().program(network.setting, architecture), weights);
    AttackedProfiles attacked =
        AttackedProfiles.of(
            network.setting,
            mechanism,
            Asked.attack(),
            network.circumstances.fewestProfiles(),
            network.circumstances.seed());
    notes.add(part, layer, depth, variant, 0, CourseQuestion.REVENUE, network.revenue(mechanism));
    notes.add(part, layer, depth, variant, 0, CourseQuestion.REGRET, Asked.regret(attacked));
  }
}
