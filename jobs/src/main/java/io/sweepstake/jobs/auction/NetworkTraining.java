package io.sweepstake.jobs.auction;

import io.sweepstake.core.descent.Adam;
import io.sweepstake.core.descent.AdamW;
import io.sweepstake.core.descent.AscentRule;
import io.sweepstake.core.descent.Descent;
import io.sweepstake.core.descent.LearningRate;
import io.sweepstake.core.descent.LearningSchedule;
import io.sweepstake.core.descent.NesterovSgd;
import io.sweepstake.core.descent.Optimiser;
import io.sweepstake.core.descent.PlateauRate;
import io.sweepstake.core.descent.WarmUp;
import io.sweepstake.core.loss.AlgnetLoss;
import io.sweepstake.core.loss.AugmentedLagrangian;
import io.sweepstake.core.loss.FixedPenalty;
import io.sweepstake.core.loss.RegretBudget;
import io.sweepstake.core.loss.TrainingLoss;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.network.NetworkFamily;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.training.GlorotStart;
import io.sweepstake.core.training.MisreportSearch;
import io.sweepstake.core.training.StandardisedStart;
import io.sweepstake.core.training.StartingWeights;
import io.sweepstake.core.training.TrainingPlan;
import io.sweepstake.core.training.TrainingSpec;
import io.sweepstake.core.valuation.Support;
import java.util.ArrayList;
import java.util.List;

/** Networks, which are trained against their bidders' misreports. */
final class NetworkTraining implements FamilyTraining {
  private static final double ANNEALING = 2 / 3.0;
  private static final double LATE_RATE_SHARE = 0.1;

  @Override
  public boolean trains(MechanismFamily family) {
    return family instanceof NetworkFamily;
  }

  @Override
  public long defaultIterations() {
    return 20_000;
  }

  @Override
  public List<AuctionParam> params(MechanismFamily family, Setting setting, String loss) {
    return AuctionParams.ofNetworks(family, setting, loss);
  }

  @Override
  public TrainingPlan plan(
      MechanismFamily family, Setting setting, long iterations, ParamValues values, long seed) {
    return new TrainingSpec(
        setting,
        (NetworkFamily) family,
        architecture(
            family.defaultArchitecture(setting), values.whole("width"), values.whole("depth")),
        loss(values),
        values.has("lambda_monotonicity") ? values.real("lambda_monotonicity") : 0,
        misreports(values, width(setting.distribution().support())),
        new Descent(optimiser(values), schedule(values), values.real("gradient_clip")),
        values.whole("profiles"),
        values.whole("batch"),
        iterations,
        seed,
        start(values.real("input_gain")));
  }

  private static StartingWeights start(double gain) {
    if (!(gain >= 0)) {
      throw new IllegalArgumentException(
          "input_gain: must be above 0, or 0 for the values as they are, was " + gain);
    }
    return gain == 0 ? new GlorotStart() : new StandardisedStart(gain);
  }

  private static TrainingLoss loss(ParamValues values) {
    return switch (values.text(AuctionParams.LOSS)) {
      case AuctionParams.BUDGET ->
          new RegretBudget(
              values.real("lambda0"),
              values.real("gamma"),
              values.real("rmax_start"),
              values.real("rmax_end"),
              ANNEALING);
      case AuctionParams.LAGRANGIAN ->
          new AugmentedLagrangian(
              values.real("lambda0"),
              values.real("rho0"),
              values.real("rho_step"),
              values.whole("lambda_period"),
              values.whole("rho_period"));
      case AuctionParams.PENALTY -> new FixedPenalty(values.real("lambda_regret"));
      case AuctionParams.ALGNET -> new AlgnetLoss();
      default -> throw unknown("loss", "budget, lagrangian, penalty or algnet", values);
    };
  }

  private static MisreportSearch misreports(ParamValues values, double width) {
    double rate = values.real("misreport_rate") * width;
    return new MisreportSearch(
        values.whole("misreport_steps"),
        rate,
        rule(values),
        values.whole("misreport_ascents"),
        values.whole("misreport_starts"),
        cached(values),
        values.real("late_fraction"),
        Math.max(values.whole("late_steps"), values.whole("misreport_steps")),
        rate * LATE_RATE_SHARE);
  }

  private static AscentRule rule(ParamValues values) {
    return switch (values.text("misreport_optimiser")) {
      case "adam" -> AscentRule.ADAM;
      case "carried-adam" -> AscentRule.CARRIED_ADAM;
      case "sgd" -> AscentRule.SGD;
      default -> throw unknown("misreport_optimiser", "adam, carried-adam or sgd", values);
    };
  }

  private static boolean cached(ParamValues values) {
    return switch (values.text("misreport_cache")) {
      case "profile" -> true;
      case "none" -> false;
      default -> throw unknown("misreport_cache", "profile or none", values);
    };
  }

  private static Optimiser optimiser(ParamValues values) {
    return switch (values.text("optimiser")) {
      case "adam" -> new Adam();
      case "adamw" -> new AdamW(values.real("weight_decay"));
      case "sgd" -> new NesterovSgd(values.real("momentum"));
      default -> throw unknown("optimiser", "adam, adamw or sgd", values);
    };
  }

  private static LearningSchedule schedule(ParamValues values) {
    double rate = values.real("learning_rate");
    LearningSchedule schedule =
        switch (values.text("schedule")) {
          case "cosine" -> new LearningRate(rate, values.real("learning_rate_end"));
          case "constant" -> LearningRate.constant(rate);
          case "plateau" ->
              new PlateauRate(
                  rate,
                  values.real("plateau_factor"),
                  values.whole("plateau_patience"),
                  values.real("learning_rate_end"));
          default -> throw unknown("schedule", "cosine, constant or plateau", values);
        };
    return new WarmUp(values.whole("warm_up"), schedule);
  }

  private static IllegalArgumentException unknown(String name, String rule, ParamValues values) {
    return new IllegalArgumentException(name + ": must be " + rule + ", was " + values.text(name));
  }

  /**
   * The family's own architecture, scaled: its first layer as wide as asked, the others in the
   * family's proportion, repeated or cut to the depth.
   */
  static Architecture architecture(Architecture family, int width, int depth) {
    if (width < 1) {
      throw new IllegalArgumentException("width: must be at least 1, was " + width);
    }
    List<Integer> own = family.hidden();
    List<Integer> hidden = new ArrayList<>();
    for (int k = 0; k < depth; k++) {
      int like = own.get(Math.min(k, own.size() - 1));
      hidden.add(Math.max(1, (int) Math.rint((double) like * width / own.get(0))));
    }
    return new Architecture(hidden);
  }

  /** The mean width of the intervals that reports lie in: the unit of a misreport step. */
  static double width(Support support) {
    double sum = 0;
    for (int i = 0; i < support.bidders(); i++) {
      for (int j = 0; j < support.items(); j++) {
        sum += support.high(i, j) - support.low(i, j);
      }
    }
    return sum / (support.bidders() * support.items());
  }
}
