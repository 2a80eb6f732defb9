package io.sweepstake.problems.auction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.network.AuctionNet;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState.Cause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StartComparisonTest {
  private static final StartComparison COMPARISON =
      new StartComparison(
          Settings.named("uniform"),
          new AuctionNet(),
          Map.of("loss", "budget", "rmax_end", 1e-3),
          100,
          3,
          1);

  @Test
  void bothStartsTrainWithTheSameSeedsAndBudgets() {
    List<Trial> trials = COMPARISON.trials();
    assertThat(trials).hasSize(3 * 2 * 3);
    for (int seed = 0; seed < 3; seed++) {
      List<Trial> cold = trials.subList(6 * seed, 6 * seed + 3);
      List<Trial> warm = trials.subList(6 * seed + 3, 6 * seed + 6);
      assertThat(warm).extracting(Trial::seed).isEqualTo(cold.stream().map(Trial::seed).toList());
      for (int k = 0; k < 3; k++) {
        Map<String, Object> values = cold.get(k).point().values();
        assertThat(values).containsEntry("warm_start", "none");
        assertThat(warm.get(k).point().values())
            .containsEntry("warm_start", "imitation")
            .containsEntry("rmax_end", values.get("rmax_end"));
      }
    }
    assertThat(trials.get(0).seed()).isNotEqualTo(trials.get(6).seed());
  }

  @Test
  void theMarginIsTheDistanceOfTheLinesNotOfTheMeans() {
    // Revenue grows by 0.02 per factor e of regret; warm starts earn 0.01, 0.02, 0.03 more at equal
    // regret but are left with a third of it.
    StartComparison.Result result =
        StartComparison.of(
                rows((seed, warm, budget) -> 0.001 * (budget + 1) / (warm ? 3 : 1), 0.01))
            .orElseThrow();
    assertThat(result.margin()).isCloseTo(0.02, within(1e-12));
    assertThat(result.marginError()).isCloseTo(0.01 / Math.sqrt(3), within(1e-12));
    assertThat(result.seeds()).isEqualTo(3);
    assertThat(result.coldRegret()).isCloseTo(0.002, within(1e-12));
    assertThat(result.warmRegret()).isCloseTo(0.002 / 3, within(1e-12));
    assertThat(result.warmRevenue() - result.coldRevenue())
        .isCloseTo(0.02 - 0.02 * Math.log(3), within(1e-12));
  }

  @Test
  void aSeedWithAFailedTrainingIsLeftOutAndOneSeedIsTooFew() {
    List<Trial> rows = new ArrayList<>(rows((seed, warm, budget) -> 0.001 * (budget + 1), 0.01));
    rows.set(4, failed(rows.get(4)));
    assertThat(StartComparison.of(rows)).map(StartComparison.Result::seeds).hasValue(2);
    rows.set(17, failed(rows.get(17)));
    assertThat(StartComparison.of(rows)).isEmpty();
  }

  @Test
  void anotherLossHasNoBudgetToVary() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new StartComparison(
                    COMPARISON.setting(),
                    COMPARISON.family(),
                    Map.of("loss", "penalty", "rmax_end", 1e-3),
                    100,
                    3,
                    1))
        .withMessage("loss: must be budget, which the comparison varies, was penalty");
  }

  /** The regret that a training is left with. */
  @FunctionalInterface
  private interface Left {
    double regret(int seed, boolean warm, int budget);
  }

  private static List<Trial> rows(Left left, double step) {
    List<Trial> rows = new ArrayList<>();
    for (Trial trial : COMPARISON.trials()) {
      int seed = trial.number() / 6;
      boolean warm = trial.number() % 6 >= 3;
      double regret = left.regret(seed, warm, trial.number() % 3);
      double revenue = 0.7 + 0.1 * seed + 0.02 * Math.log(regret) + (warm ? step * (seed + 1) : 0);
      rows.add(
          trial.completed(
              Metrics.of(AuctionMetrics.REVENUE, revenue).with(AuctionMetrics.REGRET, regret),
              Instant.EPOCH));
    }
    return rows;
  }

  private static Trial failed(Trial trial) {
    Trial again = COMPARISON.trials().get(trial.number());
    return again.failed(Cause.DIVERGED, "for the test", Instant.EPOCH);
  }
}
