package io.sweepstake.jobs.auction;

import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.network.NetworkFamily;
import io.sweepstake.core.network.TruthfulFamily;
import io.sweepstake.core.training.AugmentedLagrangian;
import io.sweepstake.core.training.ChoicePhase;
import io.sweepstake.core.training.FixedPenalty;
import io.sweepstake.core.training.LearningRate;
import io.sweepstake.core.training.MenuChoice;
import io.sweepstake.core.training.MisreportSearch;
import io.sweepstake.core.training.PhaseOptimiser;
import io.sweepstake.core.training.PhaseSwitch;
import io.sweepstake.core.training.RegretBudget;
import io.sweepstake.core.training.Sharpness;
import io.sweepstake.core.training.TrainingLoss;
import io.sweepstake.core.training.TrainingPlan;
import io.sweepstake.core.training.TrainingSpec;
import io.sweepstake.core.training.TruthfulTrainingSpec;
import io.sweepstake.core.valuation.Setting;
import io.sweepstake.core.valuation.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns hyper-parameter values into a training plan.
 *
 * @param iterations of every training; at least 1
 */
public record AuctionTraining(Setting setting, MechanismFamily family, long iterations) {
  private static final double ANNEALING = 2 / 3.0;
  private static final double LATE_FRACTION = 0.15;
  private static final double LATE_RATE_SHARE = 0.1;

  public AuctionTraining {
    if (iterations < 1) {
      throw new IllegalArgumentException("iterations: must be at least 1, was " + iterations);
    }
  }

  /**
   * The iterations that a family needs in a setting to be any good, in seconds rather than hours.
   */
  public static long defaultIterations(MechanismFamily family) {
    return family instanceof TruthfulFamily ? 4_000 : 20_000;
  }

  /**
   * The plan of a trial.
   *
   * @param values of every hyper-parameter, by name
   * @throws IllegalArgumentException naming the first that a training cannot use, or the family if
   *     nothing here can train it
   */
  public TrainingPlan spec(Map<String, Object> values, long seed) {
    Values named = new Values(values);
    if (family instanceof TruthfulFamily truthful) {
      return truthful(truthful, named, seed);
    }
    if (family instanceof NetworkFamily networks) {
      return network(networks, named, seed);
    }
    throw new IllegalArgumentException("family " + family.name() + ": has no trainer");
  }

  private TruthfulTrainingSpec truthful(TruthfulFamily truthful, Values named, long seed) {
    Sharpness sharpness =
        new Sharpness(
            named.real(TruthfulParams.SHARPNESS_START), named.real(TruthfulParams.SHARPNESS_END));
    String choice = named.has(TruthfulParams.CHOICE) ? named.text(TruthfulParams.CHOICE) : "soft";
    ChoicePhase first =
        new ChoicePhase(
            choice.equals(TruthfulParams.STE) ? MenuChoice.STE : MenuChoice.SOFT,
            sharpness,
            learningRate(named));
    return new TruthfulTrainingSpec(
        setting,
        truthful,
        truthfulArchitecture(truthful, named),
        first,
        then(choice, sharpness, named),
        named.whole("batch"),
        iterations,
        seed,
        Optional.empty());
  }

  private Architecture truthfulArchitecture(TruthfulFamily truthful, Values named) {
    if (named.has(TruthfulParams.MENU_SIZE)) {
      return Architecture.uniform(named.whole(TruthfulParams.MENU_SIZE), 1);
    }
    return named.has(TruthfulParams.GROUPS)
        ? new Architecture(
            List.of(named.whole(TruthfulParams.GROUPS), named.whole(TruthfulParams.LINES)))
        : truthful.defaultArchitecture(setting);
  }

  private static Optional<TruthfulTrainingSpec.SecondPhase> then(
      String choice, Sharpness sharpness, Values named) {
    switch (choice) {
      case TruthfulParams.SOFT:
      case TruthfulParams.STE:
        return Optional.empty();
      case TruthfulParams.SOFT_THEN_STE:
        PhaseOptimiser optimiser =
            named.text(TruthfulParams.STE_OPTIMISER).equals("nesterov")
                ? PhaseOptimiser.NESTEROV
                : PhaseOptimiser.ADAM;
        double rate = named.real(TruthfulParams.STE_LEARNING_RATE);
        return Optional.of(
            new TruthfulTrainingSpec.SecondPhase(
                new ChoicePhase(
                    MenuChoice.STE,
                    new Sharpness(sharpness.end(), sharpness.end()),
                    optimiser,
                    new LearningRate(rate, rate * LATE_RATE_SHARE)),
                new PhaseSwitch(
                    named.real(TruthfulParams.SWITCH_CERTAINTY),
                    named.whole(TruthfulParams.SWITCH_PATIENCE),
                    named.whole(TruthfulParams.SWITCH_WINDOW),
                    named.real(TruthfulParams.SWITCH_TOLERANCE))));
      default:
        throw new IllegalArgumentException(
            "choice: must be soft, ste or soft-then-ste, was " + choice);
    }
  }

  private static LearningRate learningRate(Values named) {
    return new LearningRate(named.real("learning_rate"), named.real("learning_rate_end"));
  }

  private TrainingSpec network(NetworkFamily networks, Values named, long seed) {
    double scale = width(setting.distribution().support());
    double rate = named.real("misreport_rate") * scale;
    MisreportSearch search =
        new MisreportSearch(
            named.whole("misreport_steps"),
            rate,
            named.text("misreport_optimiser").equals("adam"),
            named.whole("misreport_starts"),
            true,
            LATE_FRACTION,
            Math.max(named.whole("late_steps"), named.whole("misreport_steps")),
            rate * LATE_RATE_SHARE);
    return new TrainingSpec(
        setting,
        networks,
        architecture(named.whole("width"), named.whole("depth")),
        loss(named),
        named.has("lambda_monotonicity") ? named.real("lambda_monotonicity") : 0,
        search,
        learningRate(named),
        named.whole("profiles"),
        named.whole("batch"),
        iterations,
        seed,
        Optional.empty());
  }

  private static TrainingLoss loss(Values named) {
    return switch (named.text(AuctionParams.LOSS)) {
      case AuctionParams.BUDGET ->
          new RegretBudget(
              named.real("lambda0"),
              named.real("gamma"),
              named.real("rmax_start"),
              named.real("rmax_end"),
              ANNEALING);
      case AuctionParams.LAGRANGIAN ->
          new AugmentedLagrangian(
              named.real("lambda0"),
              named.real("rho0"),
              named.real("rho_step"),
              named.whole("lambda_period"),
              named.whole("rho_period"));
      case AuctionParams.PENALTY -> new FixedPenalty(named.real("lambda_regret"));
      default ->
          throw new IllegalArgumentException(
              "loss: must be budget, lagrangian or penalty, was " + named.text(AuctionParams.LOSS));
    };
  }

  /**
   * The family's own architecture, scaled: its first layer as wide as asked, the others in the
   * family's proportion, repeated or cut to the depth.
   */
  Architecture architecture(int width, int depth) {
    if (width < 1) {
      throw new IllegalArgumentException("width: must be at least 1, was " + width);
    }
    List<Integer> own = family.defaultArchitecture(setting).hidden();
    List<Integer> hidden = new ArrayList<>();
    for (int k = 0; k < depth; k++) {
      int like = own.get(Math.min(k, own.size() - 1));
      hidden.add(Math.max(1, (int) Math.rint((double) like * width / own.get(0))));
    }
    return new Architecture(hidden);
  }

  /** The mean width of the intervals that reports lie in: the unit of a misreport step. */
  private static double width(Support support) {
    double sum = 0;
    for (int i = 0; i < support.bidders(); i++) {
      for (int j = 0; j < support.items(); j++) {
        sum += support.high(i, j) - support.low(i, j);
      }
    }
    return sum / (support.bidders() * support.items());
  }

  /** Values by name, of the type a spec wants. */
  private record Values(Map<String, Object> values) {
    boolean has(String name) {
      return values.containsKey(name);
    }

    double real(String name) {
      return number(name).doubleValue();
    }

    int whole(String name) {
      double value = number(name).doubleValue();
      if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(name + ": must be a whole number, was " + value);
      }
      return (int) value;
    }

    String text(String name) {
      return String.valueOf(value(name));
    }

    private Number number(String name) {
      Object value = value(name);
      if (value instanceof Number number) {
        return number;
      }
      try {
        return Double.valueOf(String.valueOf(value));
      } catch (NumberFormatException notANumber) {
        throw new IllegalArgumentException(name + ": must be a number, was " + value);
      }
    }

    private Object value(String name) {
      Object value = values.get(name);
      if (value == null) {
        throw new IllegalArgumentException(name + ": has no value");
      }
      return value;
    }
  }
}
