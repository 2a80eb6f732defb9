package io.sweepstake.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.core.economics.Evaluation;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.NetworkFamily;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.jobs.spark.SparkEvaluation.Attack;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SparkEvaluationTest extends SparkTest {
  private static final SparkEvaluation EVALUATION = new SparkEvaluation(7, 1000, 40, Attack.QUICK);

  @Test
  void shardsGiveTheVeryNumbersOfOneThread() {
    NetworkFile first = network("additive-1x2-uniform", 1);
    NetworkFile second = network("uniform", 2);
    for (NetworkFile network : List.of(first, second)) {
      assertThat(EVALUATION.evaluate(spark, network.toBytes(), (done, shards) -> {}))
          .isEqualTo(EVALUATION.evaluate(network));
    }
  }

  @Test
  void theNumberOfShardsChangesNoBit() {
    SparkEvaluation evaluation = new SparkEvaluation(3, 5000, 600, Attack.QUICK);
    byte[] network = network("uniform", 4).toBytes();
    Evaluation whole = evaluation.evaluate(spark, network, 1, (done, shards) -> {});
    assertThat(whole.revenue().standardError()).isPositive();
    assertThat(whole.regret().standardError()).isPositive();
    for (int shards : new int[] {3, 7, 16}) {
      assertThat(evaluation.evaluate(spark, network, shards, (done, all) -> {})).isEqualTo(whole);
    }
  }

  @Test
  void aLongEvaluationTellsHowFarItIs() {
    List<Integer> told = new ArrayList<>();
    new SparkEvaluation(1, 8192, 8192, Attack.STRONG)
        .evaluate(
            spark,
            network("uniform", 5).toBytes(),
            (done, shards) -> {
              assertThat(shards).isEqualTo(32);
              told.add(done);
            });
    assertThat(told).isSorted().isNotEmpty();
  }

  @Test
  void anUntrainedNetworkIsFoundOut() {
    Evaluation evaluation = EVALUATION.evaluate(network("additive-1x2-uniform", 1));
    assertThat(evaluation.regret().mean()).isGreaterThan(0.01);
    assertThat(evaluation.regret().mean()).isGreaterThanOrEqualTo(evaluation.cheapRegret().mean());
    assertThat(evaluation.revenue().count()).isEqualTo(1000);
    assertThat(evaluation.regret().count()).isEqualTo(40);
  }

  @Test
  void moreProfilesCannotBeAttackedThanThereAre() {
    assertThatThrownBy(() -> new SparkEvaluation(1, 10, 11, Attack.STRONG))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("were 10 and 11");
  }

  private static NetworkFile network(String name, long seed) {
    Setting setting = Settings.named(name);
    NetworkFamily family = (NetworkFamily) MechanismFamilies.defaultFor(setting);
    Architecture architecture = Architecture.uniform(8, 1);
    return new NetworkFile(
        name,
        setting.bidders(),
        family.name(),
        architecture,
        NetworkWeights.glorot(family.program(setting, architecture), seed));
  }
}
