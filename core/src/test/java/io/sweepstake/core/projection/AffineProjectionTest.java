package io.sweepstake.core.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.auction.AffineMaximizerAuction;
import io.sweepstake.core.auction.WholeAllocations;
import io.sweepstake.core.economics.Evaluation;
import io.sweepstake.core.economics.Evaluator;
import io.sweepstake.core.engine.tiles.NetworkMechanism;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.regret.StrongAttack;
import io.sweepstake.core.setting.Demand;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AffineProjectionTest {
  private static final StrongAttack ATTACK = new StrongAttack(51, 15, 11, 4, 4, 5, 0.1, 0.01);

  private static Projection projected(Setting setting, long iterations) {
    return Projections.of(
        setting,
        new GullibleSeller(setting),
        new ProjectionSpec(7, 1, OptionalLong.of(iterations)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "additive-2x2-uniform|2|3",
        "additive-3x5-uniform|3|2",
        "unit-3x2-uniform|3|1",
        "combinatorial-2x2-uniform-12-15|2|1",
        "combinatorial-2x2-uniform-12-public|2|1",
        "latent|3|2"
      })
  void everyStageIsTruthfulIndividuallyRationalAndFeasible(String name, int bidders, int stages) {
    Setting setting = Settings.named(name, OptionalInt.of(bidders));

    Projection projection = projected(setting, 40);

    assertThat(projection.fullMenu()).isEmpty();
    assertThat(projection.stages()).hasSize(stages);
    for (Projection.Stage stage : projection.stages()) {
      assertThat(stage.revenue()).isPositive();
      Mechanism made =
          stage
              .family()
              .mechanism(
                  setting,
                  stage.architecture(),
                  stage.weights(),
                  NetworkMechanism.on(Loops.SCALAR.get()));
      Evaluation found = new Evaluator(setting, 5, 4096, 24, ATTACK).evaluate(made);
      double scale = Math.max(1, setting.distribution().support().high(bidders - 1, 0));
      assertThat(found.regret().max()).isLessThanOrEqualTo(2e-7 * scale);
      assertThat(found.regret().mean()).isLessThanOrEqualTo(1e-7);
      assertThat(found.irViolation().max()).isLessThanOrEqualTo(2e-7 * scale);
      assertThat(found.overAllocation().max()).isLessThanOrEqualTo(1e-6);
    }
  }

  @Test
  void twoBiddersAndTwoItemsComeNearTheBestAffineMaximiser() {
    Projection projection = projected(Settings.named("additive-2x2-uniform"), 800);

    assertThat(projection.kept().name()).isEqualTo("cell menus");
    assertThat(projection.kept().revenue()).isBetween(0.868, 0.880);
    assertThat(projection.stages().get(1).revenue() - projection.stages().get(0).revenue())
        .isBetween(0.001, 0.006);
    assertThat(projected(Settings.named("additive-2x2-uniform"), 5).kept().revenue())
        .isLessThan(projection.kept().revenue());
  }

  /** After a handful of iterations, where what a training starts from shows, and after more. */
  @Test
  void lotteriesGoOnFromTheWeightsOfUnlikeBidders() {
    Setting setting = Settings.named("additive-2x2:uniform(0,1);uniform(0,3)");

    for (long iterations : new long[] {20, 200}) {
      Projection projection = projected(setting, iterations);

      float[] wholeWeights = logWeights(projection.stages().get(0));
      float[] lotteryWeights = logWeights(projection.stages().get(1));
      if (iterations == 20) {
        assertThat(wholeWeights[1]).isGreaterThan(0.05f);
        assertThat(lotteryWeights[1]).isGreaterThan(1.5f * wholeWeights[1]);
      }
      double[] whole = paid(setting, projection.stages().get(0));
      double[] lotteries = paid(setting, projection.stages().get(1));
      double sum = 0;
      double squares = 0;
      for (int k = 0; k < whole.length; k++) {
        double more = lotteries[k] - whole[k];
        sum += more / whole.length;
        squares += more * more;
      }
      assertThat(sum).isGreaterThan(-3 * Math.sqrt(squares) / whole.length);
    }
  }

  private static float[] logWeights(Projection.Stage stage) {
    return stage.weights().layers().get(0).weights();
  }

  /** What a stage's bidders pay for each of the same profiles. */
  private static double[] paid(Setting setting, Projection.Stage stage) {
    ValuationProfiles profiles = Reports.drawn(setting.distribution(), 65_536, 11);
    float[] payments =
        stage
            .family()
            .mechanism(
                setting,
                stage.architecture(),
                stage.weights(),
                NetworkMechanism.on(Loops.SCALAR.get()))
            .run(profiles)
            .payments();
    double[] paid = new double[profiles.count()];
    for (int k = 0; k < payments.length; k++) {
      paid[k / 2] += payments[k];
    }
    return paid;
  }

  @Test
  void aSecondTrainingThatDivergesLeavesTheFirst() {
    Setting setting = Settings.named("additive-2x2-uniform");
    Mechanism boundless =
        reports -> {
          Outcomes outcomes = new GullibleSeller(setting).run(reports);
          for (int k = 0; k < reports.count(); k++) {
            if (reports.value(k, 0, 0) > 0.99) {
              outcomes.allocation()[4 * k] = 1e19f;
              outcomes.allocation()[4 * k + 1] = 1e19f;
            }
          }
          return outcomes;
        };

    for (OptionalLong iterations : List.of(OptionalLong.of(20), OptionalLong.empty())) {
      Projection projection =
          Projections.of(setting, boundless, new ProjectionSpec(7, 0.1, iterations));

      assertThat(projection.stages())
          .extracting(Projection.Stage::name)
          .containsExactly("whole items", "cell menus");
    }
  }

  @Test
  void tooManyWaysToSellAreRefusedWhereLotteriesAreNoUse() {
    assertThatThrownBy(() -> Projections.require(Settings.named("unit-6x6-uniform")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("setting unit-6x6-uniform has more");
  }

  @Test
  void boostsMakeWelfareChooseAsOftenAsTheMechanismDid() {
    Setting setting = Settings.named("additive-2x2-uniform");
    float[] whole = WholeAllocations.of(Demand.ADDITIVE, 2, 2);
    double[] wanted = new double[whole.length / 4];
    for (int k = 1; k < wanted.length; k++) {
      wanted[k] = -0.3 - 0.1 * k;
    }
    Mechanism chooser = new AffineMaximizerAuction(List.of(1.0, 1.0), wanted, whole);
    ValuationProfiles profiles = Reports.drawn(setting.distribution(), 4096, 3);

    double[] found = new AllocationList(4, whole).boosts(profiles, chooser, 40);

    assertThat(found[0]).isZero();
    for (int k = 1; k < wanted.length; k++) {
      assertThat(found[k]).as("boost %d", k).isCloseTo(wanted[k], within(0.06));
    }
  }

  @Test
  void clustersAreMeansOfOutcomesAndNobodyPrefersThemToWhatTheyAreMadeOf() {
    Setting setting = Settings.named("additive-2x2-uniform");
    float[] whole = WholeAllocations.of(Demand.ADDITIVE, 2, 2);
    ValuationProfiles profiles = Reports.drawn(setting.distribution(), 2000, 3);
    float[] outcomes = new GullibleSeller(setting).run(profiles).allocation();
    AllocationList listed = new AllocationList(4, whole);

    AllocationList list = AllocationList.clustered(listed, 20, outcomes, 5);

    assertThat(list.count()).isEqualTo(29);
    assertThat(Arrays.copyOf(list.allocations(), whole.length)).isEqualTo(whole);
    int[] nearest = list.nearest(outcomes);
    double[] distances = new double[list.count()];
    for (int k = 0; k < nearest.length; k++) {
      double least = Double.POSITIVE_INFINITY;
      for (int a = 0; a < list.count(); a++) {
        double squares = 0;
        for (int cell = 0; cell < 4; cell++) {
          squares += Math.pow(outcomes[4 * k + cell] - list.allocations()[4 * a + cell], 2);
        }
        distances[a] = squares;
        least = Math.min(least, squares);
      }
      assertThat(distances[nearest[k]]).isCloseTo(least, within(1e-5));
    }
    double[] boosts = new double[9];
    for (int k = 0; k < boosts.length; k++) {
      boosts[k] = Seeds.normal(1, k);
    }
    double[] extended = list.extended(boosts, 2);
    for (int k = 0; k < 200; k++) {
      double best = Double.NEGATIVE_INFINITY;
      for (int a = 0; a < list.count(); a++) {
        double welfare = extended[a];
        for (int cell = 0; cell < 4; cell++) {
          welfare += list.allocations()[4 * a + cell] * profiles.values()[4 * k + cell];
        }
        if (a < 9) {
          best = Math.max(best, welfare);
        } else {
          assertThat(welfare).isLessThanOrEqualTo(best + 1e-6);
        }
      }
    }
  }
}
