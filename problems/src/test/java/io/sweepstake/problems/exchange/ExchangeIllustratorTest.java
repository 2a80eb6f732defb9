package io.sweepstake.problems.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.core.exchange.ExchangeSetting;
import io.sweepstake.core.exchange.ExchangeSettings;
import io.sweepstake.core.matchnet.MatchNet;
import io.sweepstake.core.matchnet.MatchNetFile;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.sweeps.figure.Figure;
import io.sweepstake.sweeps.figure.Illustrated;
import io.sweepstake.sweeps.figure.Layer;
import io.sweepstake.sweeps.figure.Section;
import io.sweepstake.sweeps.problem.Problem;
import io.sweepstake.sweeps.problem.ProblemKinds;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExchangeIllustratorTest {
  private static final ExchangeSetting PATH = ExchangeSettings.named(ExchangeSettings.SEVEN_TYPES);
  private static final Problem PROBLEM =
      ProblemKinds.problem(Map.of("setting", ExchangeSettings.SEVEN_TYPES));
  private static final SearchSpace SPACE = SearchSpace.of(FloatParam.uniform("bonus", 0, 2));

  private static History empty() {
    return History.empty(StudySpec.of("kidneys", SPACE, PROBLEM.defaultObjective(), 1));
  }

  @Test
  void trialsStandBetweenTheRulesThatAreKnown() throws Exception {
    Trial trial =
        Trial.asked(
                0, Point.of(SPACE, Map.of("bonus", 1.0)), 1, new Ask(0, "random"), Instant.EPOCH)
            .completed(
                Metrics.of(
                    ExchangeMetrics.WELFARE_RATIO.metric(),
                    0.99,
                    ExchangeMetrics.REGRET.metric(),
                    0.02),
                Instant.EPOCH);
    MatchNet net = new MatchNet(8, 1, 4, 0.2, 0);
    byte[] network =
        new MatchNetFile(PATH.name(), 2, net, NetworkWeights.glorot(net.program(PATH), 7))
            .toBytes();
    Section section =
        PROBLEM
            .illustrator()
            .sections(
                new Illustrated(
                    empty().with(trial),
                    Optional.of(trial),
                    (number, name) -> Optional.of(network)))
            .get(0);
    Figure figure = section.figures().get(0);
    assertThat(figure.layers())
        .extracting(Layer::name)
        .containsExactly("trial", "maximum matching", "greedy", "mix and match", "best");
    List<List<Object>> pools = section.tables().get(0).rows();
    assertThat(pools).extracting(row -> row.get(1)).containsExactly(18.0, 12.0, 12.0);
    assertThat((double) pools.get(1).get(3)).isGreaterThanOrEqualTo(6);
  }

  @Test
  void withoutATrialThereIsNothingToShow() throws Exception {
    Illustrated nothing =
        new Illustrated(empty(), Optional.empty(), (number, name) -> Optional.empty());
    assertThat(PROBLEM.illustrator().sections(nothing)).isEmpty();
  }
}
