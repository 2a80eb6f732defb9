package io.sweepstake.sweeps.problem.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sweepstake.sweeps.problem.MetricColumn;
import io.sweepstake.sweeps.study.Metrics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampledJudgeTest {
  private static final MetricColumn DRAWN = MetricColumn.any("drawn", "", "the artifact times it");
  private static final MetricColumn SQUARE = MetricColumn.any("square", "", "its square");
  private static final SampledJudge JUDGE =
      new SampledJudge(
          "drawing",
          "number",
          3,
          1000,
          List.of(DRAWN, SQUARE),
          (artifact, draw) -> {
            double drawn = NumberBytes.read(artifact, 1)[0] * draw.nextDouble();
            return Metrics.of(DRAWN.metric(), drawn, SQUARE.metric(), drawn * drawn);
          });

  @Test
  void meansAreTheSameToTheLastBitHoweverTheDrawsAreDealt() {
    Metrics whole = judged(2, 1);
    assertThat(whole.value(DRAWN.metric()).orElseThrow()).isBetween(0.95, 1.05);
    assertThat(whole.value(SQUARE.metric()).orElseThrow()).isBetween(1.26, 1.41);
    for (int shards : new int[] {2, 7, 1000}) {
      assertThat(judged(2, shards)).isEqualTo(whole);
    }
    assertThat(JUDGE.shards(4)).isEqualTo(8);
    assertThat(JUDGE.shards(900)).isEqualTo(1000);
  }

  @Test
  void equalArtifactsHaveOneFingerprintAndMeetTheSameDraws() {
    byte[] one = NumberBytes.of(1);
    assertThat(JUDGE.fingerprint(one)).isEqualTo(JUDGE.fingerprint(one.clone())).hasSize(16);
    assertThat(JUDGE.fingerprint(one)).isNotEqualTo(JUDGE.fingerprint(NumberBytes.of(2)));
    double single = judged(1, 3).value(DRAWN.metric()).orElseThrow();
    assertThat(judged(2, 3).value(DRAWN.metric())).hasValue(2 * single);
  }

  @Test
  void aScoreThatIsNotThereIsNamed() {
    SampledJudge forgetful =
        new SampledJudge("drawing", "x", 3, 2, List.of(DRAWN), (artifact, draw) -> Metrics.NONE);
    assertThatIllegalStateException()
        .isThrownBy(() -> forgetful.shard(new byte[0], 0, 1))
        .withMessage("drawing: every draw must score drawn");
  }

  private static Metrics judged(double number, int shards) {
    List<byte[]> found = new ArrayList<>();
    for (int shard = 0; shard < shards; shard++) {
      found.add(JUDGE.shard(NumberBytes.of(number), shard, shards));
    }
    Collections.reverse(found);
    return JUDGE.combine(found);
  }
}
