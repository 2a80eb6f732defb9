package io.sweepstake.problems.auction.hyperparameter;

import io.sweepstake.core.descent.LearningRate;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.FinitelyConvex;
import io.sweepstake.core.network.LookaheadNet;
import io.sweepstake.core.network.MenuFamily;
import io.sweepstake.core.network.MyersonNet;
import io.sweepstake.core.network.ProductStart;
import io.sweepstake.core.network.TruthfulFamily;
import io.sweepstake.core.network.affine.Ama;
import io.sweepstake.core.network.affine.LotteryAma;
import io.sweepstake.core.network.affine.SizeAma;
import io.sweepstake.core.network.affine.Vvca;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.training.TrainingPlan;
import io.sweepstake.core.truthful.ChoicePhase;
import io.sweepstake.core.truthful.MenuChoice;
import io.sweepstake.core.truthful.PhaseOptimiser;
import io.sweepstake.core.truthful.PhaseSwitch;
import io.sweepstake.core.truthful.Sharpness;
import io.sweepstake.core.truthful.TruthfulTrainingSpec;
import io.sweepstake.sweeps.problem.Tunable;
import io.sweepstake.sweeps.problem.Tunable.Role;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Families that are truthful whatever their weights: they have no regret to price.
 *
 * <p>RochetNet's presets in seconds come within 0.2 % of the known optima of one bidder and two
 * items, and within 0.4 % of those of three and four; the finitely convex mechanism's within 0.3 %
 * of the former; MyersonNet's within 0.1 % of three uniform bidders' optimum; {@code ama} and
 * {@code size-ama} within 0.02 % of the best affine maximiser of two bidders and two items, .8744.
 */
final class TruthfulTraining extends FamilyTraining {
  private static final double LATE_RATE_SHARE = 0.1;

  private final boolean menus = family instanceof MenuFamily;
  private final boolean convex = family instanceof FinitelyConvex;
  private final boolean lines = family instanceof MyersonNet;

  private final boolean offers = family instanceof LookaheadNet;

  /**
   * Families that have a menu, lines or offers want sharp choices: they are between few options.
   */
  private final boolean sharp = menus || lines || offers;

  /** What ends where it is least noisy: boosts walk about their optimum with steps and batches. */
  private final boolean boosts =
      family instanceof Ama || family instanceof Vvca || family instanceof SizeAma;

  private final boolean sizes = family instanceof SizeAma;

  /**
   * Which sizes are sold at all is settled early: several bidders earn more with a sharp choice
   * (3x10 5.92 for 5.87, 2x5 2.361 for 2.351), a single one with a blunt one and larger steps (1x10
   * 3.47; 3.43 with small ones, 3.28 to 3.43 with a sharp choice).
   */
  private final boolean competing = sizes && setting.bidders() > 1;

  /** For families with a menu. */
  final Optional<MenuChoices> menu = menus ? Optional.of(new MenuChoices(this)) : Optional.empty();

  /** For families of lines, which are monotone. */
  final Optional<Lines> groups = lines ? Optional.of(new Lines(this)) : Optional.empty();

  /** For networks that make offers. */
  final Optional<Tunable<Integer>> width =
      offers
          ? Optional.of(
              tunable(
                  Role.SHAPE,
                  IntParam.log("width", 4, 64),
                  16,
                  true,
                  "units of both layers of each bidder's network"))
          : Optional.empty();

  /** For maximisers over a list of lotteries. */
  final Optional<Tunable<Integer>> lotteries =
      family instanceof LotteryAma
          ? Optional.of(
              tunable(
                  Role.SHAPE,
                  IntParam.log("menu_size", 16, 256),
                  64,
                  true,
                  "lotteries on the list"))
          : Optional.empty();

  final Tunable<Double> sharpnessStart =
      tunable(
          Role.FREE,
          sharp
              ? FloatParam.log("sharpness_start", 50, 500)
              : FloatParam.log("sharpness_start", 5, 100),
          convex ? 200.0 : sharp ? 100.0 : competing ? 50.0 : 20.0,
          true,
          "inverse temperature of the choice at the start; far lower, what differs little is lost");
  final Tunable<Double> sharpnessEnd =
      tunable(
          Role.FREE,
          sharp
              ? FloatParam.log("sharpness_end", 500, 3000)
              : FloatParam.log("sharpness_end", 100, 1000),
          convex ? 1500.0 : sharp ? 1000.0 : 200.0,
          true,
          "inverse temperature of the choice at the end");
  final Tunable<Double> learningRate =
      tunable(
          Role.FREE,
          FloatParam.log("learning_rate", 3e-3, sharp ? 3e-2 : 5e-2),
          sizes && !competing ? 3e-2 : 1e-2,
          true,
          "Adam's step size at the start");
  final Tunable<Double> learningRateEnd =
      tunable(
          Role.FREE,
          FloatParam.log("learning_rate_end", 1e-5, 5e-3),
          boosts || offers ? 1e-4 : 1e-3,
          false,
          "Adam's step size at the end of its cosine");
  final Tunable<Integer> batch =
      tunable(
          Role.SHAPE,
          IntParam.log("batch", 64, 1024),
          boosts || offers ? 512 : menus ? 256 : 128,
          false,
          "fresh profiles per iteration");

  TruthfulTraining(
      TruthfulFamily family, Setting setting, OptionalLong asked, Map<String, ?> chosen) {
    super(family, setting, asked, chosen);
    family.defaultArchitecture(setting);
  }

  /** Groups of lines. */
  static final class Lines {
    final Tunable<Integer> groups;
    final Tunable<Integer> lines;

    Lines(TruthfulTraining of) {
      groups =
          of.tunable(
              Role.SHAPE,
              IntParam.log("groups", 2, 20),
              10,
              true,
              "groups whose least line counts");
      lines =
          of.tunable(
              Role.SHAPE,
              IntParam.log("lines", 2, 20),
              10,
              true,
              "lines in a group, of which the top counts");
    }
  }

  @Override
  long fastIterations() {
    return 4_000;
  }

  @Override
  long publishedIterations() {
    return lines ? PublishedPresets.MYERSONNET_ITERATIONS : PublishedPresets.ROCHETNET_ITERATIONS;
  }

  @Override
  List<String> publishedIn() {
    return switch (family.name()) {
      case "rochetnet" -> PublishedPresets.rochetNet();
      case "myersonnet" -> PublishedPresets.myersonNet();
      default -> List.of();
    };
  }

  @Override
  Optional<Values> published(String settingName) {
    return publishedIn().contains(settingName)
        ? Optional.of(lines ? PublishedPresets.myersonNet(this) : PublishedPresets.rochetNet(this))
        : Optional.empty();
  }

  @Override
  TrainingPlan planned(long iterations, Map<String, Object> values, long seed) {
    Sharpness sharpness = new Sharpness(sharpnessStart.in(values), sharpnessEnd.in(values));
    String choice = menu.map(own -> own.choice.in(values)).orElse(MenuChoices.SOFT);
    ChoicePhase first =
        new ChoicePhase(
            choice.equals(MenuChoices.STE) ? MenuChoice.STE : MenuChoice.SOFT,
            sharpness,
            new LearningRate(learningRate.in(values), learningRateEnd.in(values)));
    TruthfulTrainingSpec plan =
        new TruthfulTrainingSpec(
            setting,
            (TruthfulFamily) family,
            architecture(values),
            first,
            menu.filter(own -> choice.equals(MenuChoices.SOFT_THEN_STE))
                .map(own -> then(own, sharpness, values)),
            batch.in(values),
            iterations,
            seed,
            Optional.empty());
    boolean quantiles =
        menu.flatMap(own -> own.start)
            .filter(start -> start.in(values).equals(MenuChoices.QUANTILES))
            .isPresent();
    return quantiles
        ? plan.startingFrom(
            ProductStart.quantiles((FinitelyConvex) family, setting, architecture(values), seed))
        : plan;
  }

  private Architecture architecture(Map<String, Object> values) {
    if (menu.isPresent()) {
      return Architecture.uniform(menu.get().size.in(values), 1);
    }
    if (lotteries.isPresent()) {
      return Architecture.uniform(lotteries.get().in(values), 1);
    }
    if (width.isPresent()) {
      return Architecture.uniform(width.get().in(values), 2);
    }
    return groups
        .map(own -> new Architecture(List.of(own.groups.in(values), own.lines.in(values))))
        .orElseGet(() -> family.defaultArchitecture(setting));
  }

  private static TruthfulTrainingSpec.SecondPhase then(
      MenuChoices menu, Sharpness sharpness, Map<String, Object> values) {
    double rate = menu.steLearningRate.in(values);
    return new TruthfulTrainingSpec.SecondPhase(
        new ChoicePhase(
            MenuChoice.STE,
            new Sharpness(sharpness.end(), sharpness.end()),
            menu.steOptimiser.in(values).equals("nesterov")
                ? PhaseOptimiser.NESTEROV
                : PhaseOptimiser.ADAM,
            new LearningRate(rate, rate * LATE_RATE_SHARE)),
        new PhaseSwitch(
            menu.switchCertainty.in(values),
            menu.switchPatience.in(values),
            menu.switchWindow.in(values),
            menu.switchTolerance.in(values)));
  }
}
