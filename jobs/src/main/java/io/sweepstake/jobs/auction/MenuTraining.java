package io.sweepstake.jobs.auction;

import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.network.RochetNet;
import io.sweepstake.core.training.LearningRate;
import io.sweepstake.core.training.MenuChoice;
import io.sweepstake.core.training.MenuTrainingSpec;
import io.sweepstake.core.training.Sharpness;
import io.sweepstake.core.training.TrainingPlan;
import io.sweepstake.core.valuation.Setting;
import java.util.List;
import java.util.Optional;

/** Menus, which have no regret to price. */
final class MenuTraining implements FamilyTraining {
  @Override
  public boolean trains(MechanismFamily family) {
    return family instanceof RochetNet;
  }

  @Override
  public long defaultIterations() {
    return 4_000;
  }

  @Override
  public List<AuctionParam> params(MechanismFamily family, Setting setting, String loss) {
    return MenuParams.all();
  }

  @Override
  public TrainingPlan plan(
      MechanismFamily family, Setting setting, long iterations, ParamValues values, long seed) {
    return new MenuTrainingSpec(
        setting,
        (RochetNet) family,
        Architecture.uniform(values.whole(MenuParams.MENU_SIZE), 1),
        choice(values.text(MenuParams.CHOICE)),
        new Sharpness(
            values.real(MenuParams.SHARPNESS_START), values.real(MenuParams.SHARPNESS_END)),
        new LearningRate(values.real("learning_rate"), values.real("learning_rate_end")),
        values.whole("batch"),
        iterations,
        seed,
        Optional.empty());
  }

  private static MenuChoice choice(String name) {
    return switch (name) {
      case MenuParams.SOFT -> MenuChoice.SOFT;
      case MenuParams.STE -> MenuChoice.STE;
      default -> throw new IllegalArgumentException("choice: must be soft or ste, was " + name);
    };
  }
}
