package io.sweepstake.jobs.auction;

import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.setting.Setting;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
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

  /** How long a family was trained. */
  static long iterations(MechanismFamily family) {
    return switch (family.name()) {
      case "rochetnet" -> 200_000;
      case "myersonnet" -> 500_000;
      default -> 400_000;
    };
  }

  /** The settings in which a family's are known, in order; empty if in none. */
  static Optional<SortedSet<String>> settings(MechanismFamily family) {
    return switch (family.name()) {
      case "regretnet" -> Optional.of(new TreeSet<>(PACES.keySet()));
      case "rochetnet" -> Optional.of(new TreeSet<>(MENUS));
      case "myersonnet" -> Optional.of(new TreeSet<>(Set.of(SINGLE_ITEM)));
      default -> Optional.empty();
    };
  }

  /** The values of a family in a setting; empty if none are known. */
  static Optional<Map<String, Object>> of(MechanismFamily family, Setting setting) {
    String name = setting.name();
    return switch (family.name()) {
      case "regretnet" ->
          Optional.ofNullable(PACES.get(name))
              .map(pace -> regretNet(family.defaultArchitecture(setting), setting, pace));
      case "rochetnet" -> MENUS.contains(name) ? Optional.of(rochetNet()) : Optional.empty();
      case "myersonnet" -> name.equals(SINGLE_ITEM) ? Optional.of(myersonNet()) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Map<String, Object> rochetNet() {
    Map<String, Object> values = truthful(128);
    values.put(TruthfulParams.MENU_SIZE, 1000);
    values.put(TruthfulParams.CHOICE, TruthfulParams.SOFT);
    return values;
  }

  private static Map<String, Object> myersonNet() {
    Map<String, Object> values = truthful(64);
    values.put(TruthfulParams.GROUPS, 10);
    values.put(TruthfulParams.LINES, 10);
    return values;
  }

  private static Map<String, Object> truthful(int batch) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(TruthfulParams.SHARPNESS_START, 1000.0);
    values.put(TruthfulParams.SHARPNESS_END, 1000.0);
    values.put("learning_rate", 1e-3);
    values.put("learning_rate_end", 1e-3);
    values.put("batch", batch);
    return values;
  }

  private static Map<String, Object> regretNet(
      Architecture architecture, Setting setting, Pace pace) {
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
