package io.sweepstake.problems.auction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.economics.Evaluation;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.NetworkFamily;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.problems.auction.AuctionJudge.Attack;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuctionJudgeTest extends SparkTest {
  @Test
  void shardsGiveTheVeryNumbersOfOneThread() {
    for (NetworkFile network : List.of(network("additive-1x2-uniform", 1), network("uniform", 2))) {
      AuctionJudge judge = judge(network, 7, 1000, 40, Attack.QUICK);
      Metrics found = workers.judge(judge, network.toBytes(), (done, shards) -> {});
      Metrics own =
          AuctionMetrics.ofJudgement(Settings.named(network.setting()), judge.evaluate(network));
      assertThat(found).isEqualTo(inShards(judge, network, 1));
      for (Metric metric : List.of(AuctionMetrics.REVENUE_SE, AuctionMetrics.REVENUE_AT_LIES)) {
        assertThat(found.value(metric)).isEqualTo(own.value(metric)).isPresent();
      }
    }
  }

  @Test
  void theNumberOfShardsChangesNoBit() {
    NetworkFile network = network("uniform", 4);
    AuctionJudge judge = judge(network, 3, 5000, 600, Attack.QUICK);
    Metrics whole = inShards(judge, network, 1);
    assertThat(whole.value(AuctionMetrics.REVENUE_SE).getAsDouble()).isPositive();
    assertThat(whole.value(AuctionMetrics.REGRET_SE).getAsDouble()).isPositive();
    for (int shards : new int[] {3, 7, 16}) {
      assertThat(inShards(judge, network, shards)).isEqualTo(whole);
    }
  }

  @Test
  void oneBiddersNetworkIsMadeTruthfulByTheWay() {
    NetworkFile network = network("additive-1x2-uniform", 4);
    AuctionJudge judge = judge(network, 3, 600, 40, Attack.QUICK);

    Metrics whole = inShards(judge, network, 1);

    // The optimum is .5492; of a network that was never trained few options are worth keeping.
    assertThat(whole.value(AuctionMetrics.TRUTHFUL_REVENUE).getAsDouble()).isBetween(0.2, 0.552);
    assertThat(whole.value(AuctionMetrics.TRUTHFUL_REVENUE_SE).getAsDouble()).isBetween(1e-4, 1e-3);
    assertThat(inShards(judge, network, 3)).isEqualTo(whole);
    assertThat(
            inShards(
                    judge(network("uniform", 4), 3, 600, 40, Attack.QUICK),
                    network("uniform", 4),
                    1)
                .value(AuctionMetrics.TRUTHFUL_REVENUE))
        .isEmpty();
  }

  @Test
  void errorsOfObservedRowsAreABootstraps(@TempDir Path home) throws IOException {
    Path file = Files.writeString(home.resolve("bids.csv"), "1\n2\n3\n4\n5\n6\n");
    NetworkFile observed = network("additive-1x1:file(" + file + ")", 1);
    double[] draws = {0, 1};
    assertThat(judge(observed, 3, 1, 1, Attack.QUICK).standardError(AuctionMetrics.REVENUE, draws))
        .isCloseTo(Math.sqrt(1.0 / 8), within(.02));
    NetworkFile drawn = network("uniform", 1);
    assertThat(judge(drawn, 3, 600, 40, Attack.QUICK).standardError(AuctionMetrics.REVENUE, draws))
        .isEqualTo(.5);
  }

  /** Where it is what counts: several bidders' networks too, and truthful ones as they are. */
  @Test
  void truthfulRevenueIsMeasuredWhereItIsWhatCounts() {
    NetworkFile two = network("additive-2x2-uniform", 4);
    AuctionJudge judge = judge(two, 3, 600, 40, Attack.QUICK);
    assertThat(inShards(judge, two, 1).value(AuctionMetrics.TRUTHFUL_REVENUE)).isEmpty();
    List<byte[]> shards = shards(judge.makingTruthful(), two, 2);
    Metrics found = judge.makingTruthful().combine(shards);
    // The best affine maximiser earns .8744.
    assertThat(found.value(AuctionMetrics.TRUTHFUL_REVENUE).getAsDouble()).isBetween(0.865, 0.876);
    double[] draws =
        judge.makingTruthful().draws(AuctionMetrics.TRUTHFUL_REVENUE, shards).orElseThrow();
    assertThat(draws).hasSize(1024);
    assertThat(Arrays.stream(draws).average().getAsDouble())
        .isCloseTo(found.value(AuctionMetrics.TRUTHFUL_REVENUE).getAsDouble(), within(1e-9));
    assertThat(judge.makingTruthful().identity())
        .containsEntry("attack", "quick, made truthful")
        .isNotEqualTo(judge.identity());
    assertThat(
            judge.makingTruthful().alarms(Map.of("trial 0", found.with(AuctionMetrics.REVENUE, 9))))
        .isEmpty();
  }

  @Test
  void profileByProfileItIsTheSameWhateverTheShardsWere() {
    NetworkFile network = network("uniform", 4);
    AuctionJudge judge = judge(network, 3, 1000, 300, Attack.QUICK);
    Metrics found = inShards(judge, network, 1);
    for (Metric metric : List.of(AuctionMetrics.REVENUE, AuctionMetrics.REGRET)) {
      double[] draws = judge.draws(metric, shards(judge, network, 3)).orElseThrow();
      assertThat(draws).hasSize(metric.equals(AuctionMetrics.REGRET) ? 300 : 1000);
      assertThat(draws).isEqualTo(judge.draws(metric, shards(judge, network, 1)).orElseThrow());
      assertThat(Arrays.stream(draws).average().getAsDouble())
          .isCloseTo(found.value(metric).getAsDouble(), within(1e-12));
    }
    assertThat(judge.draws(AuctionMetrics.REGRET_MAX, List.of())).isEmpty();
  }

  private static Metrics inShards(AuctionJudge judge, NetworkFile network, int shards) {
    return judge.combine(shards(judge, network, shards));
  }

  @Test
  void coresShareAnAttackByItsBlocks() {
    AuctionJudge three =
        new AuctionJudge(
            "additive-1x2-uniform", 1, 1, 4096, 513, AuctionJudge.Attack.QUICK); // of 256 each
    assertThat(three.onCores(1, Duration.ofSeconds(30))).hasSeconds(30);
    assertThat(three.onCores(2, Duration.ofSeconds(30))).hasSeconds(20);
    assertThat(three.onCores(64, Duration.ofSeconds(30))).hasSeconds(10);
  }

  private static List<byte[]> shards(AuctionJudge judge, NetworkFile network, int shards) {
    return IntStream.range(0, shards)
        .mapToObj(shard -> judge.shard(network.toBytes(), shards - 1 - shard, shards))
        .toList();
  }

  @Test
  void aLongEvaluationTellsHowFarItIs() {
    NetworkFile network = network("uniform", 5);
    List<Integer> told = new ArrayList<>();
    Metrics unused =
        workers.judge(
            judge(network, 1, 8192, 8192, Attack.STRONG),
            network.toBytes(),
            (done, shards) -> {
              assertThat(shards).isEqualTo(32);
              told.add(done);
            });
    assertThat(told).isSorted().isNotEmpty();
  }

  @Test
  void anUntrainedNetworkIsFoundOut() {
    NetworkFile network = network("additive-1x2-uniform", 1);
    Evaluation evaluation = judge(network, 7, 1000, 40, Attack.QUICK).evaluate(network);
    assertThat(evaluation.regret().mean()).isGreaterThan(0.01);
    assertThat(evaluation.regret().mean()).isGreaterThanOrEqualTo(evaluation.cheapRegret().mean());
    assertThat(evaluation.revenue().count()).isEqualTo(1000);
    assertThat(evaluation.regret().count()).isEqualTo(40);
  }

  @Test
  void moreProfilesCannotBeAttackedThanThereAre() {
    assertThatThrownBy(() -> new AuctionJudge("uniform", 3, 1, 10, 11, Attack.STRONG))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("were 10 and 11");
  }

  @Test
  void aNetworkOfAnotherSettingIsRefused() {
    AuctionJudge judge = judge(network("uniform", 1), 1, 10, 10, Attack.QUICK);
    byte[] other = network("additive-1x2-uniform", 1).toBytes();
    assertThatThrownBy(() -> judge.shard(other, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("network: must be for uniform with 4 bidders");
  }

  private static AuctionJudge judge(
      NetworkFile network, long seed, int profiles, int attacked, Attack attack) {
    return new AuctionJudge(network.setting(), network.bidders(), seed, profiles, attacked, attack);
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
