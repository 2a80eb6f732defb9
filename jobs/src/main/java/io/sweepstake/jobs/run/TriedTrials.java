package io.sweepstake.jobs.run;

import io.sweepstake.jobs.report.ExpectedCost;
import io.sweepstake.jobs.spark.Places;
import io.sweepstake.jobs.spark.SparkWorkers;
import io.sweepstake.sweeps.problem.FirstSteps;
import io.sweepstake.sweeps.problem.Preparation;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How many trials of a study run at a time and what they take, by the first steps of some that no
 * study keeps.
 */
public final class TriedTrials {
  private TriedTrials() {}

  /**
   * How many trials, or packs of them, at a time: as many as were asked for, or as the workers have
   * room for.
   *
   * @param engine for this run; empty for the study's own
   */
  public static int packs(
      StudyDefinition definition, Optional<String> engine, OptionalInt asked, SparkWorkers workers)
      throws IOException {
    if (asked.isPresent()) {
      return asked.getAsInt();
    }
    return fills(definition, engine) ? workers.packs() : workers.slots();
  }

  /**
   * What a run will take, by the first steps of the default.
   *
   * @param trials how many it runs; empty for no end of them
   */
  static ExpectedCost cost(
      StudyDefinition definition,
      RunOrder order,
      SparkWorkers workers,
      Places places,
      OptionalInt trials) {
    ExpectedCost cost =
        ExpectedCost.of(
            definition.problem(), trials, places.trials(), !definition.pruner().rungs().isEmpty());
    if (trials.isPresent() && trials.getAsInt() == 0) {
      return cost;
    }
    if (!fills(definition, order.engine())) {
      return cost.atPace(pace(definition, order.engine(), ExpectedCost.PATIENCE, cost.little()));
    }
    List<Trial> pack = new ArrayList<>();
    for (int k = 0; k < places.size(); k++) {
      pack.add(tried(definition, k));
    }
    return cost.inPacks(places.size())
        .atPace(
            workers.pace(
                definition.trials(untaught(definition), order.engine()),
                pack,
                ExpectedCost.PATIENCE));
  }

  /**
   * About how much of a core of this machine the steps of a study's trials take, from the first
   * ones of the default; empty where trials do not run on processors.
   *
   * @param engine for this run; empty for the study's own
   * @param patience for which steps are taken
   * @param little no more are taken once a trial is known to take less than this
   */
  public static Optional<Duration> pace(
      StudyDefinition definition, Optional<String> engine, Duration patience, Duration little) {
    return fills(definition, engine)
        ? Optional.empty()
        : FirstSteps.pace(
            definition.trials(untaught(definition), engine),
            tried(definition, 0),
            patience,
            little);
  }

  /** What trials are tried with that start from what is not made yet. */
  private static Map<String, byte[]> untaught(StudyDefinition definition) {
    Map<String, byte[]> untaught = new LinkedHashMap<>();
    for (Preparation preparation : definition.preparations()) {
      preparation.standIn().ifPresent(bytes -> untaught.put(preparation.file(), bytes));
    }
    return untaught;
  }

  /** A trial of no study at its default point, or where it has none in the middle. */
  private static Trial tried(StudyDefinition definition, int number) {
    return inNoStudy(
        definition, number, DefaultPoint.of(definition).orElseGet(() -> middle(definition)));
  }

  /** The middle of the search space. */
  static Point middle(StudyDefinition definition) {
    SearchSpace space = definition.spec().space();
    double[] unit = new double[space.size()];
    Arrays.fill(unit, 0.5);
    return Point.decode(space, unit);
  }

  /** A trial that is asked for by nobody. */
  static Trial inNoStudy(StudyDefinition definition, int number, Point point) {
    StudySpec spec = definition.spec();
    Ask ask = new Ask(0, spec.sampler().name());
    return Trial.asked(number, point, spec.seed(), ask, InstantSource.system().instant());
  }

  /** Whether trials fill a device together. */
  static boolean fills(StudyDefinition definition, Optional<String> engine) {
    return definition.engine(engine).filter(definition.problem()::packs).isPresent();
  }
}
