package io.sweepstake.problems.auction.explanation;

import io.sweepstake.core.engine.Device;
import io.sweepstake.core.engine.Engine;
import io.sweepstake.core.engine.Engines;
import io.sweepstake.core.explanation.AttackedProfiles;
import io.sweepstake.core.explanation.Layer;
import io.sweepstake.core.explanation.Layers;
import io.sweepstake.core.explanation.Retraining;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.NetworkFamily;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.regret.RegretEstimator;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.training.TrainingSpec;
import io.sweepstake.core.valuation.ValuationProfiles;
import io.sweepstake.problems.auction.TrialEvaluation;
import java.util.ArrayList;
import java.util.List;

/** A network under questions, on one thread. */
final class Asked {
  /** Enough for revenue's standard error to be a thousandth of it. */
  private static final int REVENUE_PROFILES = 16_384;

  final Subject subject;
  final Circumstances circumstances;
  final Setting setting;
  final Architecture architecture;
  final NetworkProgram program;
  final NetworkWeights weights;
  final Engine engine = Engines.best(Device.CPU);
  private final TrainingSpec training;

  Asked(Subject subject, Circumstances circumstances) {
    this.subject = subject;
    this.circumstances = circumstances;
    setting = circumstances.setting();
    architecture = subject.network().architecture();
    training = circumstances.training(subject.name(), architecture);
    program = training.family().program(setting, architecture);
    weights = subject.network().weights().requireFor(program);
  }

  NetworkFamily family() {
    return training.family();
  }

  List<Layer> layers() {
    return Layers.of(program);
  }

  Mechanism mechanism() {
    return engine.runner().mechanism(program, weights);
  }

  /** The network's layers taken away and trained again. */
  Retraining retraining() {
    return new Retraining(training, weights, engine);
  }

  /** Fresh profiles, the same for all networks, and what the attack finds. */
  AttackedProfiles attacked(int profiles) {
    return AttackedProfiles.of(setting, mechanism(), attack(), profiles, circumstances.seed());
  }

  static RegretEstimator attack() {
    return TrialEvaluation.attack();
  }

  /** What truthful bidders pay in a profile, on average over more profiles. */
  double revenue(Mechanism mechanism) {
    int count =
        (int) Math.min(REVENUE_PROFILES, setting.distribution().heldOut().distinctProfiles());
    ValuationProfiles truth = new ValuationProfiles(count, setting.bidders(), setting.items());
    setting
        .distribution()
        .heldOut()
        .sample(0, truth, Seeds.derive(circumstances.seed(), "explanation revenue", 0));
    return paid(mechanism.run(truth));
  }

  /** What all bidders pay, mean over the profiles. */
  static double paid(Outcomes outcomes) {
    double sum = 0;
    for (float payment : outcomes.payments()) {
      sum += payment;
    }
    return sum / outcomes.count();
  }

  /** What lies gain, mean over bidders and profiles. */
  static double regret(AttackedProfiles profiles) {
    double sum = 0;
    for (float gain : profiles.found().gains()) {
      sum += gain;
    }
    return sum / profiles.found().gains().length;
  }

  /** A list of findings about this network. */
  Notes notes(Analysis analysis) {
    return new Notes(analysis);
  }

  /** What one question finds. */
  final class Notes {
    private final Analysis analysis;
    private final List<Finding> findings = new ArrayList<>();

    private Notes(Analysis analysis) {
      this.analysis = analysis;
    }

    /** About the auction as a whole. */
    void add(String variant, long at, String quantity, double value) {
      add("", "", 0, variant, at, quantity, value);
    }

    void add(Layer layer, String variant, long at, String quantity, double value) {
      add(layer.network(), layer.name(), layer.depth(), variant, at, quantity, value);
    }

    void add(
        String network,
        String layer,
        int depth,
        String variant,
        long at,
        String quantity,
        double value) {
      if (Double.isFinite(value)) {
        findings.add(
            new Finding(
                subject.name(),
                new Finding.Key(analysis, network, layer, depth, variant, at, quantity),
                value));
      }
    }

    List<Finding> all() {
      return findings;
    }
  }
}
