package io.sweepstake.problems.auction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.descent.Adam;
import io.sweepstake.core.descent.AdamW;
import io.sweepstake.core.descent.AscentRule;
import io.sweepstake.core.descent.Descent;
import io.sweepstake.core.descent.LearningRate;
import io.sweepstake.core.descent.NesterovSgd;
import io.sweepstake.core.descent.PlateauRate;
import io.sweepstake.core.descent.WarmUp;
import io.sweepstake.core.loss.AlgnetLoss;
import io.sweepstake.core.loss.AugmentedLagrangian;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.EquivariantNet;
import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.network.RegretNet;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.core.training.GlorotStart;
import io.sweepstake.core.training.StandardisedStart;
import io.sweepstake.core.training.TrainingSpec;
import io.sweepstake.core.truthful.ChoicePhase;
import io.sweepstake.core.truthful.MenuChoice;
import io.sweepstake.core.truthful.Sharpness;
import io.sweepstake.core.truthful.TruthfulTrainingSpec;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuctionTrainingTest {
  private static final MechanismFamily REGRET_NET = new RegretNet();

  @Test
  void theFastPresetIsTheMeasuredSchedule() {
    TrainingSpec spec = spec("additive-2x2-uniform", Map.of());

    assertThat(spec.batch()).isEqualTo(64);
    assertThat(spec.misreports().steps()).isEqualTo(2);
    assertThat(spec.descent())
        .isEqualTo(new Descent(new Adam(), new WarmUp(0, new LearningRate(3e-3, 1e-5)), 0));
    assertThat(spec.start()).isEqualTo(new StandardisedStart(1.75));
    assertThat(spec.architecture()).isEqualTo(Architecture.uniform(70, 3));
    assertThat(spec("additive-2x2-uniform", Map.of("loss", "budget")).architecture())
        .isEqualTo(Architecture.uniform(100, 2));
  }

  @Test
  void equivariantNetworksTakeLargeSteps() {
    Setting setting = Settings.named("additive-3x10-uniform");
    TrainingSpec spec = (TrainingSpec) problem(setting, new EquivariantNet()).plan(Map.of(), 1);

    assertThat(spec.descent())
        .isEqualTo(new Descent(new Adam(), new WarmUp(500, new LearningRate(1.5e-2, 1e-5)), 0));
    assertThat(spec.start()).isEqualTo(new StandardisedStart(1));
    assertThat(spec.architecture()).isEqualTo(Architecture.uniform(16, 3));
  }

  @Test
  void firstLayersOfManyValuesStartAsGlorotHasThem() {
    assertThat(spec("additive-3x10-uniform", Map.of()).start()).isEqualTo(new GlorotStart());
    assertThat(spec("additive-2x2-uniform", Map.of("preset", "published")).start())
        .isEqualTo(new GlorotStart());
    assertThat(spec("additive-3x10-uniform", Map.of("input_gain", 0.5)).start())
        .isEqualTo(new StandardisedStart(0.5));
  }

  @Test
  void aGainBelowNothingIsRefused() {
    assertThatThrownBy(() -> spec("additive-2x2-uniform", Map.of("input_gain", -1.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("input_gain: must be above 0, or 0 for the values as they are, was -1.0");
  }

  @Test
  void auctionNetStartsTaughtOnlyWhereThatWasMeasuredToHelp() {
    assertThat(warmStart("uniform")).isEqualTo("imitation");
    assertThat(warmStart("exponential")).isEqualTo("none");
    assertThat(warmStart("latent")).isEqualTo("none");
  }

  private static Object warmStart(String setting) {
    Setting of = Settings.named(setting);
    return problem(of, MechanismFamilies.defaultFor(of)).tunables().stream()
        .filter(tunable -> tunable.name().equals("warm_start"))
        .findFirst()
        .orElseThrow()
        .preset();
  }

  @ParameterizedTest
  @CsvSource({
    "additive-1x2-uniform, 5, 1, 50, 10000, 2",
    "additive-1x2-uniform-416-47, 5, 1, 5, 10000, 2",
    "unit-1x2-uniform-23, 5, 1, 20, 10000, 2",
    "additive-2x2-uniform, 5, 1, 5, 10000, 2",
    "unit-2x2-uniform, 5, 1, 10, 10000, 2",
    "additive-2x3-uniform, 5, 1, 10, 10000, 2",
    "additive-1x10-uniform, 5, 1, 20, 10000, 2",
    "combinatorial-2x2-uniform-12, 5, 1, 20, 10000, 2",
    "combinatorial-2x2-uniform-12-15, 5, 1, 20, 10000, 2",
    "additive-3x10-uniform, 5, 1, 1, 10000, 5",
    "additive-5x10-uniform, 1, 0.25, 0.25, 100000, 5"
  })
  void thePublishedPresetIsThePapersConfiguration(
      String setting, double lambda, double rho, double rhoStep, int rhoPeriod, int depth) {
    TrainingSpec spec = spec(setting, Map.of("preset", "published"));

    assertThat(spec.loss())
        .isEqualTo(new AugmentedLagrangian(lambda, rho, rhoStep, 100, rhoPeriod));
    assertThat(spec.architecture()).isEqualTo(Architecture.uniform(100, depth));
    assertThat(spec.profiles()).isEqualTo(640_000);
    assertThat(spec.batch()).isEqualTo(128);
    assertThat(spec.misreports().steps()).isEqualTo(25);
    assertThat(spec.misreports().lateFraction()).isZero();
    assertThat(spec.misreports().rate()).isCloseTo(0.1, within(1e-12));
    assertThat(spec.misreports().freshStarts()).isZero();
    assertThat(spec.descent().schedule().rate(new double[0], 9, 10)).isEqualTo(1e-3);
    assertThat(iterations("regretnet", setting)).isEqualTo(400_000);
  }

  @Test
  void menusAndMyersonNetHavePublishedPresetsToo() {
    TruthfulTrainingSpec menu = published("rochetnet", "additive-1x2-uniform");
    assertThat(menu.architecture()).isEqualTo(Architecture.uniform(1000, 1));
    assertThat(menu.batch()).isEqualTo(128);
    assertThat(menu.first())
        .isEqualTo(
            new ChoicePhase(
                MenuChoice.SOFT, new Sharpness(1000, 1000), new LearningRate(1e-3, 1e-3)));
    assertThat(published("myersonnet", "additive-3x1-uniform").batch()).isEqualTo(64);
    assertThat(iterations("rochetnet", "additive-1x2-uniform")).isEqualTo(200_000);
    assertThat(iterations("myersonnet", "additive-3x1-uniform")).isEqualTo(500_000);
    // Its sharpness and steps are in units of value, and ours in those of the highest.
    assertThatThrownBy(() -> published("rochetnet", "additive-1x2-uniform-416-47"))
        .hasMessage(
            "preset: no published hyper-parameters are known for rochetnet in"
                + " additive-1x2-uniform-416-47; choose fast, or a setting among"
                + " additive-1x10-uniform, additive-1x2-uniform, additive-1x2-uniform-triangle,"
                + " unit-1x2-uniform");
    assertThatThrownBy(() -> published("ama", "additive-2x2-uniform"))
        .hasMessageEndingWith("additive-2x2-uniform; choose fast");
  }

  private static TruthfulTrainingSpec published(String family, String setting) {
    return (TruthfulTrainingSpec)
        problem(Settings.named(setting), MechanismFamilies.named(family))
            .plan(Map.of("preset", "published"), 1);
  }

  private static long iterations(String family, String setting) {
    return new AuctionProblem(
            Settings.named(setting),
            MechanismFamilies.named(family),
            OptionalLong.empty(),
            Map.of("preset", "published"))
        .steps();
  }

  @Test
  void nobodyPublishedHyperParametersOfMadeUpSettings() {
    assertThatThrownBy(() -> spec("additive-2x4-uniform", Map.of("preset", "published")))
        .hasMessageContaining("no published hyper-parameters are known for regretnet")
        .hasMessageContaining("additive-2x4-uniform");
    assertThatThrownBy(() -> spec("additive-2x2-uniform", Map.of("preset", "quick")))
        .hasMessage("preset: must be one of [fast, published], was quick");
  }

  @Test
  void everyChoiceReachesTheTraining() {
    TrainingSpec one =
        spec(
            "additive-2x2-uniform",
            Map.of(
                "loss",
                "algnet",
                "optimiser",
                "adamw",
                "weight_decay",
                0.02,
                "schedule",
                "plateau",
                "plateau_patience",
                4,
                "warm_up",
                50,
                "gradient_clip",
                1.0,
                "misreport_optimiser",
                "carried-adam",
                "misreport_ascents",
                3));
    assertThat(one.loss()).isEqualTo(new AlgnetLoss());
    assertThat(one.descent())
        .isEqualTo(
            new Descent(new AdamW(0.02), new WarmUp(50, new PlateauRate(3e-3, 0.5, 4, 1e-5)), 1));
    assertThat(one.misreports().rule()).isEqualTo(AscentRule.CARRIED_ADAM);
    assertThat(one.misreports().ascents()).isEqualTo(3);

    TrainingSpec other =
        spec(
            "additive-2x2-uniform",
            Map.of(
                "optimiser", "sgd",
                "momentum", 0.8,
                "schedule", "constant",
                "misreport_cache", "none",
                "late_fraction", 0.0));
    assertThat(other.descent().optimiser()).isEqualTo(new NesterovSgd(0.8));
    assertThat(other.descent().schedule()).isEqualTo(new WarmUp(0, LearningRate.constant(3e-3)));
    assertThat(other.misreports().cached()).isFalse();
    assertThat(other.misreports().lateFraction()).isZero();
  }

  @Test
  void everyFamilyThereIsSaysHowItIsTrained() {
    for (MechanismFamily family : MechanismFamilies.all()) {
      Setting setting =
          Settings.named(
              Set.of("myersonnet", "auctionnet", "lookahead").contains(family.name())
                  ? "uniform"
                  : family.name().equals("rochetnet") || family.name().equals("finitely-convex")
                      ? "additive-1x2-uniform"
                      : "additive-2x2-uniform");
      assertThat(problem(setting, family).plan(Map.of(), 1).family()).isEqualTo(family);
    }
  }

  private static TrainingSpec spec(String setting, Map<String, Object> values) {
    Setting of = Settings.named(setting);
    return (TrainingSpec) problem(of, REGRET_NET).plan(values, 1);
  }

  private static AuctionProblem problem(Setting setting, MechanismFamily family) {
    return new AuctionProblem(setting, family, OptionalLong.of(20_000), Map.of());
  }
}
