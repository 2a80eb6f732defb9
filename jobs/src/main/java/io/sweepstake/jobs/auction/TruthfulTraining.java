package io.sweepstake.jobs.auction;

import io.sweepstake.core.descent.LearningRate;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.network.TruthfulFamily;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.training.TrainingPlan;
import io.sweepstake.core.truthful.ChoicePhase;
import io.sweepstake.core.truthful.MenuChoice;
import io.sweepstake.core.truthful.PhaseOptimiser;
import io.sweepstake.core.truthful.PhaseSwitch;
import io.sweepstake.core.truthful.Sharpness;
import io.sweepstake.core.truthful.TruthfulTrainingSpec;
import java.util.List;
import java.util.Optional;

/** Families that are truthful whatever their weights: they have no regret to price. */
final class TruthfulTraining implements FamilyTraining {
  private static final double LATE_RATE_SHARE = 0.1;

  @Override
  public boolean trains(MechanismFamily family) {
    return family instanceof TruthfulFamily;
  }

  @Override
  public long defaultIterations() {
    return 4_000;
  }

  @Override
  public List<AuctionParam> params(MechanismFamily family, Setting setting, String loss) {
    return TruthfulParams.of((TruthfulFamily) family, setting);
  }

  @Override
  public TrainingPlan plan(
      MechanismFamily family, Setting setting, long iterations, ParamValues values, long seed) {
    Sharpness sharpness =
        new Sharpness(
            values.real(TruthfulParams.SHARPNESS_START), values.real(TruthfulParams.SHARPNESS_END));
    String choice = values.has(TruthfulParams.CHOICE) ? values.text(TruthfulParams.CHOICE) : "soft";
    ChoicePhase first =
        new ChoicePhase(
            choice.equals(TruthfulParams.STE) ? MenuChoice.STE : MenuChoice.SOFT,
            sharpness,
            new LearningRate(values.real("learning_rate"), values.real("learning_rate_end")));
    return new TruthfulTrainingSpec(
        setting,
        (TruthfulFamily) family,
        architecture(family, setting, values),
        first,
        then(choice, sharpness, values),
        values.whole("batch"),
        iterations,
        seed,
        Optional.empty());
  }

  private static Architecture architecture(
      MechanismFamily family, Setting setting, ParamValues values) {
    if (values.has(TruthfulParams.MENU_SIZE)) {
      return Architecture.uniform(values.whole(TruthfulParams.MENU_SIZE), 1);
    }
    return values.has(TruthfulParams.GROUPS)
        ? new Architecture(
            List.of(values.whole(TruthfulParams.GROUPS), values.whole(TruthfulParams.LINES)))
        : family.defaultArchitecture(setting);
  }

  private static Optional<TruthfulTrainingSpec.SecondPhase> then(
      String choice, Sharpness sharpness, ParamValues values) {
    switch (choice) {
      case TruthfulParams.SOFT:
      case TruthfulParams.STE:
        return Optional.empty();
      case TruthfulParams.SOFT_THEN_STE:
        PhaseOptimiser optimiser =
            values.text(TruthfulParams.STE_OPTIMISER).equals("nesterov")
                ? PhaseOptimiser.NESTEROV
                : PhaseOptimiser.ADAM;
        double rate = values.real(TruthfulParams.STE_LEARNING_RATE);
        return Optional.of(
            new TruthfulTrainingSpec.SecondPhase(
                new ChoicePhase(
                    MenuChoice.STE,
                    new Sharpness(sharpness.end(), sharpness.end()),
                    optimiser,
                    new LearningRate(rate, rate * LATE_RATE_SHARE)),
                new PhaseSwitch(
                    values.real(TruthfulParams.SWITCH_CERTAINTY),
                    values.whole(TruthfulParams.SWITCH_PATIENCE),
                    values.whole(TruthfulParams.SWITCH_WINDOW),
                    values.real(TruthfulParams.SWITCH_TOLERANCE))));
      default:
        throw new IllegalArgumentException(
            "choice: must be soft, ste or soft-then-ste, was " + choice);
    }
  }
}
