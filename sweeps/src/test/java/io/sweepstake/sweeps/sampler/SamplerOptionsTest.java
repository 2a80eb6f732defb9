package io.sweepstake.sweeps.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.sweeps.option.Option;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Constraint;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Strategy;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An option that changes nothing is a lie about what a sampler does. */
class SamplerOptionsTest {
  private static final int TRIALS = 60;

  /** Until an evolution has seen enough of a flat function to begin elsewhere, and again. */
  private static final int TRIALS_OF_EVOLUTION = 300;

  private static final int WORKERS = 4;

  private static final List<String> NUMBERS =
      List.of("0", "0.05", "0.5", "1", "2", "3", "7", "12", "40", "true", "false");

  private static final SearchSpace CUBE =
      SearchSpace.of(
          FloatParam.uniform("x", -1, 1),
          FloatParam.uniform("y", -1, 1),
          FloatParam.uniform("z", -1, 1));

  /** Where all points are as good, so that an evolution restarts. */
  private static final String FLAT = "flat";

  /** Studies that differ in what a sampler has to do. */
  private static final List<StudySpec> STUDIES =
      List.of(
          SamplerContract.spec(SamplerContract.MIXED, 1),
          SamplerContract.spec(SamplerContract.FINITE, 2),
          SamplerContract.spec(CUBE, 3),
          StudySpec.of(FLAT, CUBE, Objective.of(Goal.minimize(SamplerContract.LOSS)), 6),
          StudySpec.of(
              "constrained",
              SamplerContract.MIXED,
              Objective.of(Goal.minimize(SamplerContract.LOSS))
                  .subjectTo(Constraint.atMost(SamplerContract.COST, 0.4)),
              4),
          StudySpec.of(
              "goals",
              SamplerContract.MIXED,
              Objective.of(
                  Goal.minimize(SamplerContract.LOSS), Goal.maximize(SamplerContract.COST)),
              5));

  static Stream<Arguments> options() {
    return Samplers.describe().stream()
        .flatMap(
            sampler ->
                sampler.options().stream()
                    // A grid goes past what was tried by itself.
                    .filter(
                        option ->
                            !(sampler.name().equals("grid") && option.name().equals("duplicates")))
                    .map(option -> Arguments.of(sampler.name(), option)));
  }

  @ParameterizedTest
  @MethodSource("options")
  void everyOptionChangesWhatIsSuggested(String sampler, Option option) {
    assertThat(
            values(sampler, option).stream()
                .anyMatch(
                    value -> STUDIES.stream().anyMatch(s -> differs(s, sampler, option, value))))
        .as("%s:%s= of %s changes some study", sampler, option.name(), values(sampler, option))
        .isTrue();
  }

  private static boolean differs(StudySpec study, String sampler, Option option, String value) {
    Strategy plain = Strategy.of(sampler);
    try {
      Samplers.check(plain, study.objective());
    } catch (IllegalArgumentException oneGoalOnly) {
      return false;
    }
    return !points(study, plain)
        .equals(points(study, Strategy.of(sampler, Map.of(option.name(), value))));
  }

  /** What may be given in place of the default: of numbers some, of words those of the refusal. */
  private static List<String> values(String sampler, Option option) {
    List<String> taken = new ArrayList<>();
    for (String value : NUMBERS) {
      if (!value.equals(option.otherwise()) && refusal(sampler, option, value).isEmpty()) {
        taken.add(value);
      }
    }
    refusal(sampler, option, "no such word")
        .filter(text -> text.contains("one of ["))
        .map(text -> text.substring(text.indexOf('[') + 1, text.indexOf(']')).split(", "))
        .stream()
        .flatMap(Arrays::stream)
        .filter(word -> !word.equals(option.otherwise()))
        .filter(word -> refusal(sampler, option, word).isEmpty())
        .forEach(taken::add);
    return taken;
  }

  private static Optional<String> refusal(String sampler, Option option, String value) {
    try {
      Samplers.of(Strategy.of(sampler, Map.of(option.name(), value)));
      return Optional.empty();
    } catch (IllegalArgumentException refused) {
      return Optional.of(refused.getMessage());
    }
  }

  /** As several workers would ask, of which some prune and fail; a study that ends is shorter. */
  private static List<Point> points(StudySpec study, Strategy strategy) {
    boolean restarts = strategy.name().equals("cma-es") && study.name().equals(FLAT);
    int trials = restarts ? TRIALS_OF_EVOLUTION : TRIALS;
    Sampler sampler = Samplers.of(strategy);
    History history = History.empty(study);
    List<Trial> running = new ArrayList<>();
    for (int k = 0; k < trials; k++) {
      Optional<Trial> asked = SamplerContract.ask(sampler, history);
      if (asked.isEmpty()) {
        break;
      }
      history = history.with(asked.get());
      running.add(asked.get());
      if (running.size() == WORKERS) {
        history = history.with(ended(study, running.remove(k * 5 % WORKERS), k));
      }
    }
    return SamplerContract.points(history);
  }

  private static Trial ended(StudySpec study, Trial trial, int k) {
    if (!study.name().equals(FLAT) && (k % 11 == 3 || k % 7 == 2)) {
      return SamplerContract.ended(trial, k);
    }
    double sum = study.name().equals(FLAT) ? 1 : SamplerContract.sum(trial.point());
    double first = Math.abs(trial.point().encode()[0]);
    return trial.completed(
        Metrics.of(
            SamplerContract.LOSS, sum, SamplerContract.COST, Double.isNaN(first) ? 0 : first),
        Instant.EPOCH);
  }
}
