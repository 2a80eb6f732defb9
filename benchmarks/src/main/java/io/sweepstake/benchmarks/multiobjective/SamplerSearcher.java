package io.sweepstake.benchmarks.multiobjective;

import io.sweepstake.sweeps.sampler.Sampler;
import io.sweepstake.sweeps.sampler.Samplers;
import io.sweepstake.sweeps.sampler.Suggestion;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Seeds;
import io.sweepstake.sweeps.study.Strategy;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import java.time.Instant;

/** One of our samplers with its options. */
record SamplerSearcher(Strategy strategy) implements Searcher {
  @Override
  public String name() {
    return strategy.toString();
  }

  @Override
  public History search(Problem problem, long seed, int trials) {
    Sampler sampler = Samplers.of(strategy);
    History history = History.empty(study(problem, seed));
    for (int k = 0; k < trials; k++) {
      Suggestion next =
          sampler.suggest(history, Seeds.generator(history.spec().seed(), "ask", k)).orElseThrow();
      history = told(history, problem, next.point(), next.source());
    }
    return history;
  }

  static StudySpec study(Problem problem, long seed) {
    return StudySpec.of(
        problem.title(),
        problem.space(),
        problem.objective(),
        Seeds.derive(seed, problem.title(), 0));
  }

  static History told(History history, Problem problem, Point point, String source) {
    Trial trial =
        Trial.asked(history.size(), point, 0, new Ask(history.told(), source), Instant.EPOCH);
    return history.with(trial).with(trial.completed(problem.at(point), Instant.EPOCH));
  }
}
