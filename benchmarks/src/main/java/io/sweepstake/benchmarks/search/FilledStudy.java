package io.sweepstake.benchmarks.search;

import io.sweepstake.sweeps.sampler.RandomSampler;
import io.sweepstake.sweeps.sampler.Suggestion;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Provenance;
import io.sweepstake.sweeps.study.Seeds;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Studies of many trials at random points of a cube, for measuring what the next one costs. */
final class FilledStudy {
  private static final Metric LOSS = Metric.of("loss");

  private static final Instant BEGUN = Instant.parse("2026-01-01T12:00:00Z");

  private FilledStudy() {}

  static StudySpec cube(int dimensions) {
    List<Param<?>> params = new ArrayList<>();
    for (int k = 0; k < dimensions; k++) {
      params.add(FloatParam.uniform("x" + k, -1, 1));
    }
    SearchSpace space = new SearchSpace(params, Map.of());
    return StudySpec.of("cube", space, Objective.of(Goal.minimize(LOSS)), 1);
  }

  static History of(StudySpec spec, int trials) {
    RandomSampler random = new RandomSampler();
    History history = History.empty(spec);
    for (int number = 0; number < trials; number++) {
      Suggestion next =
          random.suggest(history, Seeds.generator(spec.seed(), "ask", number)).orElseThrow();
      Trial asked = asked(history, next);
      history = history.with(asked).with(completed(asked));
    }
    return history;
  }

  static Trial asked(History history, Suggestion next) {
    return Trial.asked(
        history.size(),
        next.point(),
        history.spec().seed(),
        new Ask(history.told(), next.source()),
        BEGUN.plusMillis(history.size()));
  }

  static Trial completed(Trial trial) {
    Instant asked = trial.timing().asked();
    return trial
        .started(asked.plusMillis(3))
        .withProvenance(Provenance.ofThisProcess())
        .completed(loss(trial), asked.plusMillis(1000));
  }

  /** The sum of squares about 0.3. */
  static Metrics loss(Trial trial) {
    Point point = trial.point();
    double sum = 0;
    for (int k = 0; k < point.space().size(); k++) {
      sum += (point.number(k) - 0.3) * (point.number(k) - 0.3);
    }
    return Metrics.of(LOSS, sum);
  }
}
