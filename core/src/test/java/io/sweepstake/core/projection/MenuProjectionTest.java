package io.sweepstake.core.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.economics.Evaluation;
import io.sweepstake.core.economics.Evaluator;
import io.sweepstake.core.engine.tiles.NetworkMechanism;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.regret.StrongAttack;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.core.valuation.Support;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MenuProjectionTest {
  private static final StrongAttack ATTACK = new StrongAttack(51, 21, 21, 4, 4, 5, 0.1, 0.01);

  private static Projection projected(Setting setting, long iterations) {
    return Projections.of(
        setting,
        new GullibleSeller(setting),
        new ProjectionSpec(7, 1, OptionalLong.of(iterations)));
  }

  private static Mechanism mechanism(Setting setting, Projection.Stage stage) {
    return stage
        .family()
        .mechanism(
            setting,
            stage.architecture(),
            stage.weights(),
            NetworkMechanism.on(Loops.SCALAR.get()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "additive-1x2-uniform-416-47",
        "additive-1x2-uniform-triangle",
        "unit-1x2-uniform-23",
        "additive-1x3-uniform",
        "additive-1x5-uniform",
        "additive-1x1-uniform",
        "combinatorial-1x2:uniform(1,2),uniform(1,2),uniform(-1,1)"
      })
  void everyStageIsTruthfulAndTheFullMenuKeepsItsGuarantee(String name) {
    Setting setting = Settings.named(name);
    double scale = 0;
    for (int j = 0; j < setting.items(); j++) {
      scale += Math.abs(setting.distribution().support().high(0, j));
    }

    Projection projection = projected(setting, 60);

    Projection.FullMenu full = projection.fullMenu().get();
    assertThat(full.guarantee().gain()).isPositive();
    assertThat(full.revenue())
        .isGreaterThanOrEqualTo(full.guarantee().at(full.discount()))
        .isGreaterThan(full.guarantee().best() - 3 * full.standardError());
    assertThat(full.lead()).isLessThanOrEqualTo(3 * full.leadStandardError());
    assertThat(projection.stages())
        .extracting(Projection.Stage::name)
        .isEqualTo(
            setting.items() == 1
                ? List.of("every outcome", "pruned", "polished")
                : List.of("pruned", "polished"));
    projection
        .fullMenuStage()
        .ifPresent(
            stage ->
                assertThat(stage.revenue())
                    .isCloseTo(full.revenue(), within(5 * full.standardError())));
    for (Projection.Stage stage : projection.stages()) {
      Evaluation found =
          new Evaluator(setting, 5, 4096, 64, ATTACK).evaluate(mechanism(setting, stage));
      assertThat(found.regret().max()).isLessThanOrEqualTo(1e-7 * Math.max(1, scale));
      assertThat(found.irViolation().max()).isLessThanOrEqualTo(1e-7 * Math.max(1, scale));
      assertThat(found.overAllocation().max()).isLessThanOrEqualTo(1e-6);
      assertThat(found.revenue().mean())
          .isCloseTo(stage.revenue(), within(5 * found.revenue().standardError()));
    }
  }

  /** So few take the dear option that none of them is among those by whom menus are pruned. */
  private static Projection ofADearOption(int items) {
    Setting setting = Settings.named("additive-1x" + items + ":lognormal(0,3)");
    Mechanism dear =
        reports -> {
          Outcomes outcomes = new Outcomes(reports.count(), 1, items);
          for (int k = 0; k < reports.count(); k++) {
            boolean rich = reports.value(k, 0, 0) > 200_000;
            outcomes.allocation()[k * items] = rich ? 1 : 0.1f;
            outcomes.payments()[k] = rich ? 180_000 : 0.01f;
          }
          return outcomes;
        };
    return Projections.of(setting, dear, new ProjectionSpec(7, 1, OptionalLong.of(1)));
  }

  @Test
  void aFullMenuThatEarnsMostIsKept() {
    Projection projection = ofADearOption(1);

    assertThat(projection.kept()).isEqualTo(projection.fullMenuStage().get());
    assertThat(projection.fullMenu().get().lead()).isZero();
  }

  @Test
  void aFullMenuThatIsTooLargeToKeepSaysWhatThatLoses() {
    Projection projection = ofADearOption(2);

    assertThat(projection.fullMenuStage()).isEmpty();
    Projection.FullMenu full = projection.fullMenu().get();
    assertThat(full.lead()).isGreaterThan(1).isLessThanOrEqualTo(full.revenue());
    assertThat(full.leadStandardError()).isPositive();
  }

  @Test
  void ofMenusThatEarnTheSameTheSmallerIsKept() {
    Setting setting = Settings.named("additive-1x1-uniform");
    Mechanism posted =
        reports -> {
          Outcomes outcomes = new Outcomes(reports.count(), 1, 1);
          for (int k = 0; k < reports.count(); k++) {
            boolean buys = reports.value(k, 0, 0) > 0.5;
            outcomes.allocation()[k] = buys ? 1 : 0;
            outcomes.payments()[k] = buys ? 0.5f : 0;
          }
          return outcomes;
        };

    Projection projection =
        Projections.of(setting, posted, new ProjectionSpec(7, 1, OptionalLong.of(1)));

    assertThat(projection.stages().get(1).revenue())
        .isEqualTo(projection.fullMenuStage().get().revenue());
    assertThat(projection.kept().name()).isNotEqualTo("every outcome");
  }

  @Test
  void aPolishingThatDivergesLeavesThePrunedMenuAndNoIterations() {
    Setting setting = Settings.named("additive-1x2-uniform");
    Mechanism unaffordable =
        reports -> {
          Outcomes outcomes = new GullibleSeller(setting).run(reports);
          Arrays.fill(outcomes.payments(), Float.POSITIVE_INFINITY);
          return outcomes;
        };

    Projection projection =
        Projections.of(setting, unaffordable, new ProjectionSpec(7, 1, OptionalLong.of(20)));

    assertThat(projection.stages()).extracting(Projection.Stage::name).containsExactly("pruned");
    assertThat(projection.iterations()).isEmpty();
  }

  @Test
  void polishingComesNearTheOptimumWhateverItBeginsFrom() {
    Projection projection = projected(Settings.named("additive-1x2-uniform"), 1500);

    assertThat(projection.kept().name()).isEqualTo("polished");
    assertThat(projection.kept().revenue()).isBetween(0.544, 0.552);
    assertThat(projection.kept().revenue()).isGreaterThan(projection.stages().get(0).revenue());
  }

  @Test
  void ofFewObservedRowsOnlyThePrunedMenuIsPolished(@TempDir Path directory) throws IOException {
    StringBuilder bids = new StringBuilder("one,two\n");
    Random random = new Random(3);
    for (int row = 0; row < 500; row++) {
      bids.append(random.nextFloat()).append(',').append(random.nextFloat()).append('\n');
    }
    Path file = Files.writeString(directory.resolve("bids.csv"), bids);

    Projection projection = projected(Settings.named("additive-1x2:file(" + file + ")"), 50);

    assertThat(projection.stages())
        .extracting(Projection.Stage::name)
        .containsExactly("pruned", "polished");
    assertThat(projection.stages().get(1).architecture())
        .isEqualTo(projection.stages().get(0).architecture());
  }

  @Test
  void theSameSpecGivesTheSameWeights() {
    Setting setting = Settings.named("unit-1x2-uniform");

    assertThat(projected(setting, 20)).isEqualTo(projected(setting, 20));
  }

  @Test
  void settingsWithoutAMenuAreRefused() {
    assertThatThrownBy(() -> Projections.require(Settings.named("screening-1x2:uniform(0,1)")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("make-truthful: sells items");
  }

  @Test
  void theGuaranteeIsGreatestAtItsBestDiscount() {
    Guarantee guarantee = new Guarantee(0.56, 4e-4);

    assertThat(guarantee.at(guarantee.bestDiscount())).isCloseTo(guarantee.best(), within(1e-12));
    assertThat(guarantee.best()).isCloseTo(0.530467, within(1e-6));
    assertThat(guarantee.at(0.01)).isLessThan(guarantee.best());
    assertThat(guarantee.at(0.05)).isLessThan(guarantee.best());
    assertThat(new Guarantee(0.1, 0.2).best()).isZero();
    assertThat(new Guarantee(0.5, 0).at(0)).isEqualTo(0.5);
  }

  @Test
  void buyersTakeWhatIsBestForThem() {
    Setting setting = Settings.named("additive-1x3-uniform");
    ValuationProfiles lotteries = Reports.drawn(setting.distribution(), 133, 1);
    ValuationProfiles priced = Reports.drawn(setting.distribution(), 133, 2);
    ValuationProfiles buyers = Reports.drawn(setting.distribution(), 700, 3);
    float[] prices = new float[133];
    for (int k = 0; k < prices.length; k++) {
      prices[k] = 0.6f + priced.value(k, 0, 0);
    }
    OutcomeMenu menu = new OutcomeMenu(3, lotteries.values(), prices);

    int[][] chosen = menu.choices(buyers, 0, new double[] {0, 0.5});

    assertThat(chosen[0]).isEqualTo(menu.choices(buyers)).contains(OutcomeMenu.NOTHING);
    OutcomeMenu cheaper = menu.discounted(0.5);
    for (int k = 0; k < buyers.count(); k++) {
      double best = 0;
      double bestCheaper = 0;
      for (int option = 0; option < menu.options(); option++) {
        best = Math.max(best, menu.utility(buyers, k, option));
        bestCheaper = Math.max(bestCheaper, cheaper.utility(buyers, k, option));
      }
      assertThat(menu.utility(buyers, k, chosen[0][k])).isCloseTo(best, within(1e-6));
      assertThat(cheaper.utility(buyers, k, chosen[1][k])).isCloseTo(bestCheaper, within(1e-6));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "additive-1x2-uniform-416-47",
        "additive-1x2-uniform-triangle",
        "additive-1x4-uniform"
      })
  void reportsLieInTheSupportAndOneIsNear(String name) {
    Setting setting = Settings.named(name);
    Support support = setting.distribution().support();
    ValuationProfiles reports = Reports.of(setting, 4);
    ValuationProfiles moved = reports.copy();
    support.project(0, moved.values(), 0, moved.count(), 1, moved.items());
    for (int k = 0; k < moved.values().length; k++) {
      assertThat(moved.values()[k]).isCloseTo(reports.values()[k], within(1e-5f));
    }
    ValuationProfiles buyers = Reports.drawn(setting.distribution(), 50, 5);

    int[] nearest = Reports.nearest(reports, buyers, support);

    for (int k = 0; k < nearest.length; k++) {
      double least = Double.POSITIVE_INFINITY;
      for (int r = 0; r < reports.count(); r++) {
        least = Math.min(least, distance(reports, r, buyers, k, support));
      }
      assertThat(distance(reports, nearest[k], buyers, k, support)).isCloseTo(least, within(1e-3));
    }
  }

  private static double distance(
      ValuationProfiles reports, int report, ValuationProfiles buyers, int buyer, Support support) {
    double squares = 0;
    for (int j = 0; j < reports.items(); j++) {
      double width = support.high(0, j) - support.low(0, j);
      squares += Math.pow((reports.value(report, 0, j) - buyers.value(buyer, 0, j)) / width, 2);
    }
    return Math.sqrt(squares);
  }
}
