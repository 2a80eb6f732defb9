package io.sweepstake.problems.auction.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.NetworkFamily;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.problems.auction.AuctionJudge;
import io.sweepstake.problems.auction.AuctionMetrics;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Finalists that a device attacks. */
@EnabledIf(
    value = "io.sweepstake.problems.auction.device.PackedTrialsTest#device",
    disabledReason = "there is no OpenCL device here")
class DeviceJudgeTest {
  private static final NetworkFile NETWORK = network();
  private static final AuctionJudge HERE =
      new AuctionJudge("additive-2x2-uniform", 2, 7, 600, 30, AuctionJudge.Attack.QUICK);
  private static final AuctionJudge THERE = HERE.on("opencl:0");

  private static NetworkFile network() {
    Setting setting = Settings.named("additive-2x2-uniform");
    NetworkFamily family = (NetworkFamily) MechanismFamilies.defaultFor(setting);
    Architecture architecture = Architecture.uniform(8, 1);
    return new NetworkFile(
        setting.name(),
        setting.bidders(),
        family.name(),
        architecture,
        NetworkWeights.glorot(family.program(setting, architecture), 3));
  }

  private static Metrics inShards(AuctionJudge judge, int shards) {
    return judge.combine(
        IntStream.range(0, shards)
            .mapToObj(shard -> judge.shard(NETWORK.toBytes(), shard, shards))
            .toList());
  }

  @Test
  void theAttackOnADeviceFindsWhatItFindsOnTheProcessorInHoweverManyShards() {
    Metrics here = inShards(HERE, 1);
    Metrics there = inShards(THERE, 1);
    for (Metric metric :
        List.of(
            AuctionMetrics.REVENUE,
            AuctionMetrics.REGRET,
            AuctionMetrics.REGRET_MAX,
            AuctionMetrics.REVENUE_AT_LIES)) {
      assertThat(there.value(metric).getAsDouble())
          .as(metric.name())
          .isCloseTo(here.value(metric).getAsDouble(), within(1e-5));
    }
    assertThat(there).isNotEqualTo(here); // it did run there
    assertThat(inShards(THERE, 3)).isEqualTo(there);
    assertThat(THERE.identity()).isEqualTo(HERE.identity());
    assertThat(THERE.takesDevice()).isTrue();
    assertThat(HERE.on("scalar").takesDevice()).isFalse();
  }

  @Test
  void theProcessorTakesOverWhereThatWasAsked() {
    assertThatThrownBy(() -> HERE.on("opencl:99").shard(NETWORK.toBytes(), 0, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("opencl: ");
    assertThat(inShards(HERE.on("opencl:99,cpu"), 2)).isEqualTo(inShards(HERE, 1));
  }
}
