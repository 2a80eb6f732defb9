package io.sweepstake.problems.auction.hyperparameter;

import io.sweepstake.problems.auction.hyperparameter.FamilyTraining.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Hyper-parameters as the authors' code has them, setting by setting (Dütting et al., ICML 2019;
 * their repository's configuration files). Minutes to hours, where the fast preset takes seconds.
 *
 * <p>RegretNet: 400,000 iterations on 640,000 profiles, 25 Adam steps of .1 for the misreports, an
 * augmented Lagrangian whose penalty rises at the setting's own pace. RochetNet: 1,000 lotteries,
 * softly chosen at a sharpness of 1,000, 200,000 iterations of Adam. MyersonNet: ten groups of ten
 * lines, 500,000 iterations.
 *
 * <p>Some things are ours: the best point of an ascent is kept, not the last; truthful families
 * draw fresh profiles, not from a fixed sample, and start from weights of our own.
 */
final class PublishedPresets {
  static final long REGRETNET_ITERATIONS = 400_000;
  static final long ROCHETNET_ITERATIONS = 200_000;
  static final long MYERSONNET_ITERATIONS = 500_000;

  private static final double MISREPORT_RATE = 0.1; // in units of value
  private static final int MISREPORT_STEPS = 25;

  /** How fast the penalty rises, and where the two prices start. */
  private record Pace(double lambda, double rho, double rhoStep, int rhoPeriod) {
    static Pace of(double rhoStep) {
      return new Pace(5, 1, rhoStep, 10_000);
    }
  }

  private static final Map<String, Pace> PACES =
      Map.ofEntries(
          Map.entry("additive-1x2-uniform", Pace.of(50)),
          Map.entry("additive-1x2-uniform-416-47", Pace.of(5)),
          Map.entry("additive-1x2-uniform-triangle", Pace.of(100)),
          Map.entry("additive-1x2-uniform-04-03", Pace.of(20)),
          Map.entry("unit-1x2-uniform", Pace.of(20)),
          Map.entry("unit-1x2-uniform-23", Pace.of(20)),
          Map.entry("additive-1x10-uniform", Pace.of(20)),
          Map.entry("additive-2x2-uniform", Pace.of(5)),
          Map.entry("unit-2x2-uniform", Pace.of(10)),
          Map.entry("additive-2x3-uniform", Pace.of(10)),
          Map.entry("combinatorial-2x2-uniform-12", Pace.of(20)),
          Map.entry("combinatorial-2x2-uniform-12-15", Pace.of(20)),
          Map.entry("combinatorial-2x2-uniform-12-public", Pace.of(20)),
          Map.entry("combinatorial-2x2-uniform-12-15-public", Pace.of(20)),
          Map.entry("additive-3x10-uniform", Pace.of(1)),
          Map.entry("additive-5x10-uniform", new Pace(1, 0.25, 0.25, 100_000)));

  /** RochetNet's: those with values up to 1, as sharpness and steps are in units of value. */
  private static final Set<String> MENUS =
      Set.of(
          "additive-1x2-uniform",
          "additive-1x2-uniform-triangle",
          "additive-1x10-uniform",
          "unit-1x2-uniform");

  /** MyersonNet's, with values up to 1. */
  private static final String SINGLE_ITEM = "additive-3x1-uniform";

  private PublishedPresets() {}

  /** The settings of RegretNet's experiments, in order. */
  static List<String> regretNet() {
    return List.copyOf(new TreeSet<>(PACES.keySet()));
  }

  /** RegretNet's in a setting. */
  static Optional<Values> regretNet(String setting, MisreportTraining of) {
    return Optional.ofNullable(PACES.get(setting))
        .map(
            pace ->
                new Values()
                    .set(of.losses.loss, LossChoices.LAGRANGIAN)
                    .set(of.losses.lambda0, pace.lambda())
                    .set(of.losses.rho0, pace.rho())
                    .set(of.losses.rhoStep, pace.rhoStep())
                    .set(of.losses.rhoPeriod, pace.rhoPeriod())
                    .set(of.losses.lambdaPeriod, 100)
                    .set(of.descents.optimiser, "adam")
                    .set(of.descents.learningRate, 1e-3)
                    .set(of.descents.schedule, "constant")
                    .set(of.misreportOptimiser, "adam")
                    .set(
                        of.misreportRate,
                        MISREPORT_RATE
                            / MisreportTraining.width(of.setting.distribution().support()))
                    .set(of.misreportSteps, MISREPORT_STEPS)
                    .set(of.misreportAscents, 1)
                    .set(of.misreportStarts, 0)
                    .set(of.misreportCache, "profile")
                    .set(of.lateFraction, 0.0)
                    .set(of.batch, 128)
                    .set(of.profiles, 640_000)
                    .set(of.width, of.width.preset())
                    .set(of.depth, of.depth.preset())
                    .set(of.inputGain, 0.0)
                    .set(of.warmStart, MisreportTraining.NONE));
  }

  static List<String> rochetNet() {
    return List.copyOf(new TreeSet<>(MENUS));
  }

  static Values rochetNet(TruthfulTraining of) {
    MenuChoices menu = of.menu.orElseThrow();
    return truthful(of, 128).set(menu.size, 1000).set(menu.choice, MenuChoices.SOFT);
  }

  static List<String> myersonNet() {
    return List.of(SINGLE_ITEM);
  }

  static Values myersonNet(TruthfulTraining of) {
    TruthfulTraining.Lines own = of.groups.orElseThrow();
    return truthful(of, 64).set(own.groups, 10).set(own.lines, 10);
  }

  private static Values truthful(TruthfulTraining of, int batch) {
    return new Values()
        .set(of.sharpnessStart, 1000.0)
        .set(of.sharpnessEnd, 1000.0)
        .set(of.learningRate, 1e-3)
        .set(of.learningRateEnd, 1e-3)
        .set(of.batch, batch);
  }
}
