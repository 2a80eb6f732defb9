package io.sweepstake.core.matchnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.descent.Descent;
import io.sweepstake.core.descent.LearningRate;
import io.sweepstake.core.exchange.ExchangeSetting;
import io.sweepstake.core.exchange.ExchangeSettings;
import io.sweepstake.core.exchange.HospitalUtility;
import io.sweepstake.core.exchange.PoolEvaluator;
import io.sweepstake.core.exchange.PoolOutcome;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.loss.AugmentedLagrangian;
import io.sweepstake.core.pass.CompiledNetwork;
import io.sweepstake.core.program.PassRequest;
import io.sweepstake.core.program.Rows;
import io.sweepstake.core.tile.Tile;
import io.sweepstake.core.training.TrainingCheckpoint;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MatchTrainerTest {
  private static final ExchangeSetting PATH = ExchangeSettings.named(ExchangeSettings.SEVEN_TYPES);

  private static MatchPlan plan(long iterations, int steps, long seed) {
    return plan(iterations, new MatchPlan.Hiding(3, steps, 0.5), seed);
  }

  private static MatchPlan plan(long iterations, MatchPlan.Hiding hiding, long seed) {
    return new MatchPlan(
        PATH,
        new MatchNet(16, 2, 4, 0.2, 0),
        new AugmentedLagrangian(1, 1, 0, 100, 100),
        Descent.adam(LearningRate.constant(3e-3)),
        iterations,
        64,
        128,
        hiding,
        seed);
  }

  private static MatchTrainer trained(MatchPlan plan, int iterations) throws Exception {
    MatchTrainer trainer = new MatchTrainer(plan, Loops.best().get());
    for (int k = 0; k < iterations; k++) {
      trainer.step();
    }
    return trainer;
  }

  @Test
  void stoppedAndResumedIsNeverStoppedBitForBit() throws Exception {
    MatchPlan plan = plan(8, 2, 1);
    MatchTrainer straight = trained(plan, 8);
    byte[] half = trained(plan, 4).checkpoint().toBytes();
    MatchTrainer resumed = new MatchTrainer(plan, Loops.best().get());
    resumed.restore(TrainingCheckpoint.fromBytes(half));
    for (int k = 0; k < 4; k++) {
      resumed.step();
    }
    assertThat(resumed.checkpoint().toBytes()).isEqualTo(straight.checkpoint().toBytes());
  }

  @Test
  void whatHospitalsHaveLearnedIsKeptToo() throws Exception {
    MatchPlan plan = plan(6, new MatchPlan.Hiding(0, 0, 0.5, 3e-3), 1);
    MatchTrainer straight = trained(plan, 6);
    TrainingCheckpoint half = trained(plan, 3).checkpoint();
    MatchTrainer resumed = new MatchTrainer(plan, Loops.best().get());
    resumed.restore(TrainingCheckpoint.fromBytes(half.toBytes()));
    for (int k = 0; k < 3; k++) {
      resumed.step();
    }
    assertThat(resumed.checkpoint().toBytes()).isEqualTo(straight.checkpoint().toBytes());
    MatchPlan without = plan(6, new MatchPlan.Hiding(0, 0, 0.5), 1);
    TrainingCheckpoint none = trained(without, 3).checkpoint();
    assertThatThrownBy(() -> resumed.restore(none))
        .hasMessageStartingWith("checkpoint: has no section 'misreporters'");
    assertThat(trained(without, 6).weights()).isNotEqualTo(straight.weights());
  }

  /** Told that hiding its first type pays and hiding its second costs, a network does so. */
  @Test
  void aNetworkLearnsWhatToHide() {
    Misreporter network = new Misreporter(PATH, 1, 0.01, 3, Loops.best().get());
    int[][] pools = new int[64][];
    Arrays.setAll(pools, k -> PATH.pool(9, k));
    Tile slope =
        new CompiledNetwork(new MatchNet(4, 1, 1, 1, 0).program(PATH), Loops.best().get())
            .passes(
                new PassRequest(
                    Map.of(MatchNet.MATCHING, Rows.all(PATH.central().size())),
                    Map.of(MatchNet.REPORTS, Rows.all(14))))
            .pass()
            .inputGradient(MatchNet.REPORTS);
    slope.fill(7 + 1, -1);
    slope.fill(7 + 2, 1);
    float[][] shown = new float[64][7];
    for (int step = 1; step <= 200; step++) {
      network.propose(pools, shown);
      network.learn(pools, slope);
      network.step(step);
    }
    network.propose(pools, shown);
    for (int s = 0; s < 64; s++) {
      assertThat(shown[s][1]).isLessThanOrEqualTo(0.1f * pools[s][8]);
      assertThat(shown[s][2]).isGreaterThanOrEqualTo(0.9f * pools[s][9]);
    }
    assertThat(Arrays.stream(pools).mapToInt(pool -> pool[8] * pool[9]).sum()).isPositive();
  }

  @Test
  void anotherTrainingsCheckpointIsRefused() throws Exception {
    TrainingCheckpoint other = trained(plan(8, 0, 1), 1).checkpoint();
    MatchTrainer trainer = new MatchTrainer(plan(8, 0, 2), Loops.best().get());
    assertThatThrownBy(() -> trainer.restore(other))
        .hasMessage("checkpoint: is of another training");
  }

  /** Every reported pair is matched at most once, whatever the network says. */
  @Test
  void whatIsMatchedIsThere() throws Exception {
    MatchPlan plan = plan(3, 0, 3);
    LearnedMatching rule =
        new LearnedMatching(PATH, plan.net(), trained(plan, 3).weights(), Loops.best().get());
    double[][] reports = new double[70][];
    for (int k = 0; k < reports.length; k++) {
      reports[k] = Arrays.stream(PATH.pool(5, k)).asDoubleStream().toArray();
    }
    double[][] matchings = rule.match(reports);
    for (int k = 0; k < reports.length; k++) {
      double[] taken = PATH.central().taken(matchings[k]);
      for (int row = 0; row < taken.length; row++) {
        assertThat(taken[row]).isBetween(0.0, reports[k][row] + 1e-5);
      }
    }
  }

  @Test
  void aShortTrainingMakesHidingPayLessAndMatchesNearlyAll() throws Exception {
    MatchPlan plan = plan(60, 0, 4);
    PoolOutcome[] before = evaluated(plan, trained(plan, 0));
    PoolOutcome[] after = evaluated(plan, trained(plan, 60));
    double least = Arrays.stream(before).mapToDouble(PoolOutcome::regret).sum();
    assertThat(Arrays.stream(after).mapToDouble(PoolOutcome::regret).sum()).isLessThan(0.7 * least);
    assertThat(Arrays.stream(after).mapToDouble(PoolOutcome::welfare).sum())
        .isGreaterThan(0.9 * Arrays.stream(after).mapToDouble(PoolOutcome::maximum).sum());
  }

  private static PoolOutcome[] evaluated(MatchPlan plan, MatchTrainer trainer) {
    PoolEvaluator evaluator =
        new PoolEvaluator(
            PATH, new LearnedMatching(PATH, plan.net(), trainer.weights(), Loops.best().get()));
    PoolOutcome[] outcomes = new PoolOutcome[40];
    Arrays.setAll(outcomes, k -> evaluator.evaluate(PATH.pool(6, k)));
    return outcomes;
  }

  @Test
  void aFileIsTheRuleAgain() throws Exception {
    MatchPlan plan = plan(2, 0, 5);
    MatchTrainer trainer = trained(plan, 2);
    MatchNetFile file = new MatchNetFile(PATH.name(), 2, plan.net(), trainer.weights());
    MatchNetFile read = MatchNetFile.fromBytes(file.toBytes());
    assertThat(read.net()).isEqualTo(plan.net());
    double[][] report = {Arrays.stream(PATH.pool(7, 0)).asDoubleStream().toArray()};
    double[] matching = read.rule(PATH, Loops.best().get()).match(report)[0];
    HospitalUtility utility = new HospitalUtility(PATH);
    LearnedMatching rule =
        new LearnedMatching(PATH, plan.net(), trainer.weights(), Loops.best().get());
    assertThat(utility.of(0, PATH.pool(7, 0), matching))
        .isCloseTo(utility.of(0, PATH.pool(7, 0), rule.match(report)[0]), within(0.0));
    byte[] damaged = file.toBytes();
    damaged[40] ^= 1;
    assertThatThrownBy(() -> MatchNetFile.fromBytes(damaged))
        .hasMessage("exchange network: damaged, its checksum does not agree");
  }
}
