package io.sweepstake.jobs.auction;

import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.valuation.Setting;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * RegretNet's hyper-parameters as its authors' code has them, setting by setting (Dütting et al.,
 * ICML 2019; their repository's configuration files).
 *
 * <p>400,000 iterations on 640,000 profiles, 25 Adam steps of .1 for the misreports, an augmented
 * Lagrangian whose penalty rises at the setting's own pace. One thing is ours: the best point of an
 * ascent is kept, not the last. Hours, where the fast preset takes seconds.
 */
final class PublishedPresets {
  static final long ITERATIONS = 400_000;
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

  private PublishedPresets() {}

  /** The values of a family in a setting; empty if none were published. */
  static Optional<Map<String, Object>> of(MechanismFamily family, Setting setting) {
    Pace pace = PACES.get(setting.name());
    return pace == null || !family.name().equals("regretnet")
        ? Optional.empty()
        : Optional.of(values(family.defaultArchitecture(setting), setting, pace));
  }

  private static Map<String, Object> values(Architecture architecture, Setting setting, Pace pace) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(AuctionParams.LOSS, AuctionParams.LAGRANGIAN);
    values.put("lambda0", pace.lambda());
    values.put("rho0", pace.rho());
    values.put("rho_step", pace.rhoStep());
    values.put("rho_period", pace.rhoPeriod());
    values.put("lambda_period", 100);
    values.put("optimiser", "adam");
    values.put("learning_rate", 1e-3);
    values.put("schedule", "constant");
    values.put("misreport_optimiser", "adam");
    values.put(
        "misreport_rate", MISREPORT_RATE / NetworkTraining.width(setting.distribution().support()));
    values.put("misreport_steps", MISREPORT_STEPS);
    values.put("misreport_ascents", 1);
    values.put("misreport_starts", 0);
    values.put("misreport_cache", "profile");
    values.put("late_fraction", 0.0);
    values.put("batch", 128);
    values.put("profiles", 640_000);
    values.put("width", architecture.hidden().get(0));
    values.put("depth", architecture.hidden().size());
    values.put("input_gain", 0.0);
    values.put(AuctionParams.WARM_START, AuctionParams.NONE);
    return values;
  }
}
