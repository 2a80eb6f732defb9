package io.sweepstake.benchmarks.search;

import io.sweepstake.benchmarks.search.function.TestFunction;
import io.sweepstake.sweeps.sampler.Sampler;
import io.sweepstake.sweeps.sampler.Samplers;
import io.sweepstake.sweeps.sampler.Suggestion;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Seeds;
import io.sweepstake.sweeps.study.Strategy;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One of our samplers with its options. */
public record SamplerContender(Strategy strategy) implements Contender {
  /**
   * Every registered sampler with its default options, but the grid, which has no place for its
   * levels to go; and TPE with the settings of Optuna 5.0 and of Watanabe.
   */
  public static List<Contender> all() {
    List<Contender> all = new ArrayList<>();
    for (String name : Samplers.names()) {
      if (!name.equals("grid")) {
        all.add(new SamplerContender(Strategy.of(name)));
      }
    }
    for (String preset : List.of("optuna", "watanabe")) {
      all.add(new SamplerContender(Strategy.of("tpe", Map.of("preset", preset))));
    }
    return all;
  }

  @Override
  public String name() {
    return strategy.toString();
  }

  @Override
  public boolean peer() {
    return false;
  }

  @Override
  public Proposer open() {
    return new Asked(strategy);
  }

  private static final class Asked implements Proposer {
    private final Strategy strategy;
    private Sampler sampler;
    private History history;

    Asked(Strategy strategy) {
      this.strategy = strategy;
    }

    @Override
    public void begin(TestFunction function, long seed, int startup) {
      sampler = Samplers.of(strategy);
      history = History.empty(Startup.study(function, seed).withSampler(strategy));
    }

    @Override
    public Point ask() {
      StudySpec spec = history.spec();
      int number = history.size();
      Suggestion next =
          sampler.suggest(history, Seeds.generator(spec.seed(), "ask", number)).orElseThrow();
      Ask ask = new Ask(history.told(), next.source());
      history = history.with(Trial.asked(number, next.point(), spec.seed(), ask, Instant.EPOCH));
      return next.point();
    }

    @Override
    public void tell(int number, double value, double violation) {
      Trial trial = history.trial(number);
      Metrics metrics = Metrics.of(Startup.VALUE, value).with(Startup.VIOLATION, violation);
      history = history.with(trial.completed(metrics, Instant.EPOCH));
    }

    @Override
    public void close() {}
  }
}
