package io.sweepstake.jobs.report.search;

import io.sweepstake.sweeps.figure.Axis;
import io.sweepstake.sweeps.figure.Layer;
import io.sweepstake.sweeps.figure.Mark;
import io.sweepstake.sweeps.figure.Series;
import io.sweepstake.sweeps.problem.Reference;
import io.sweepstake.sweeps.problem.TradeOff;
import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.space.Scale;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * A search as its figures see it.
 *
 * @param tradeOff of the problem, which has a figure
 * @param references what figures show beside the trials
 * @param best the trial that is named; empty where there are several goals, or none has completed
 */
public record Search(
    History history,
    Optional<TradeOff> tradeOff,
    List<Reference> references,
    Optional<Trial> best) {
  /** More marks than these nobody can tell apart, and a page should open at once. */
  static final int MOST = 2000;

  public Search {
    references = List.copyOf(references);
    best = best.map(named -> history.trial(named.number()));
  }

  Objective objective() {
    return history.spec().objective();
  }

  List<Goal> goals() {
    return objective().goals();
  }

  Goal goal() {
    return goals().get(0);
  }

  /** What an axis of a goal is called. */
  static String label(Goal goal) {
    return goal.toString().replaceFirst("^(maximize|minimize) ", "");
  }

  /**
   * The completed trials by number: all, or of very many the best and every so-many-th of the
   * others.
   */
  List<Trial> completed() {
    List<Trial> all = new ArrayList<>();
    for (Trial trial : history.trials()) {
      if (trial.state() instanceof TrialState.Completed) {
        all.add(trial);
      }
    }
    if (all.size() <= MOST) {
      return all;
    }
    Set<Integer> kept = new HashSet<>();
    all.stream()
        .sorted(objective()::compare)
        .limit(MOST / 4)
        .forEach(trial -> kept.add(trial.number()));
    best.ifPresent(named -> kept.add(named.number()));
    int every = all.size() / (MOST - kept.size()) + 1;
    for (int k = 0; k < all.size(); k += every) {
      kept.add(all.get(k).number());
    }
    return all.stream().filter(trial -> kept.contains(trial.number())).toList();
  }

  /** The trial at the default point, if it completed. */
  Optional<Trial> standard() {
    return history.trials().stream()
        .filter(trial -> trial.ask().source().equals(Ask.DEFAULT))
        .filter(trial -> trial.state() instanceof TrialState.Completed)
        .findFirst();
  }

  boolean keeps(Trial trial) {
    return objective().violation(trial.state().metrics()) == 0;
  }

  boolean isBest(Trial trial) {
    return best.filter(named -> named.number() == trial.number()).isPresent();
  }

  static double value(Goal goal, Trial trial) {
    return goal.value(trial.state().metrics()).orElse(Double.NaN);
  }

  static double value(Metric metric, Trial trial) {
    return trial.state().metrics().value(metric).orElse(Double.NaN);
  }

  /** What shows when the pointer rests on a trial. */
  static String note(Trial trial, Iterable<Metric> metrics) {
    StringBuilder note = new StringBuilder("trial " + trial.number());
    for (Metric metric : metrics) {
      trial
          .state()
          .metrics()
          .value(metric)
          .ifPresent(value -> note.append(", ").append(metric).append(' ').append(number(value)));
    }
    return note.toString();
  }

  String note(Trial trial) {
    return note(trial, objective().metrics()) + (keeps(trial) ? "" : ", breaks a constraint");
  }

  static String number(double value) {
    double size = Math.abs(value);
    return size != 0 && (size < 1e-3 || size >= 1e6)
        ? String.format(Locale.ROOT, "%.2e", value)
        : String.format(Locale.ROOT, "%.5f", value);
  }

  /** Completed trials as dots, those that break a constraint as crosses, the best as a star. */
  List<Layer> marks(List<Trial> trials, ToDoubleFunction<Trial> x, ToDoubleFunction<Trial> y) {
    List<Mark.Point> kept = new ArrayList<>();
    List<Mark.Point> broken = new ArrayList<>();
    List<Mark.Point> named = new ArrayList<>();
    for (Trial trial : trials) {
      Mark.Point point =
          new Mark.Point(x.applyAsDouble(trial), y.applyAsDouble(trial), note(trial));
      (isBest(trial) ? named : keeps(trial) ? kept : broken).add(point);
    }
    boolean constrained = !objective().constraints().isEmpty();
    return List.of(
        new Series(constrained ? "keeps the constraint" : "trial", Mark.DOT, kept),
        new Series("breaks it", Mark.CROSS, broken),
        new Series("best", Mark.STAR, named));
  }

  /** The trials that were pruned. */
  List<Trial> pruned() {
    return history.trials().stream()
        .filter(trial -> trial.state() instanceof TrialState.Pruned)
        .toList();
  }

  /** Pruned trials, which have no value, at the foot of a figure; nothing where there are none. */
  List<Layer> pruned(ToDoubleFunction<Trial> x, Axis up) {
    double foot = up.low() + 0.02 * (up.high() - up.low());
    List<Mark.Point> points = new ArrayList<>();
    for (Trial trial : pruned()) {
      TrialState.Pruned state = (TrialState.Pruned) trial.state();
      String note =
          "trial " + trial.number() + ": pruned at step " + state.step() + ", " + state.reason();
      points.add(new Mark.Point(x.applyAsDouble(trial), foot, note));
    }
    return points.isEmpty()
        ? List.of()
        : List.of(new Series("pruned, at the foot", Mark.TRIANGLE, points));
  }

  /** An axis of a parameter, on its own scale. */
  static Axis axis(Param<?> param) {
    if (param instanceof CategoricalParam choice) {
      return Axis.of(param.name(), choice.choices());
    }
    boolean log = logarithmic(param);
    if (param instanceof IntParam whole) {
      return Axis.around(param.name(), new double[] {whole.low(), whole.high()}, log)
          .ofWholeNumbers();
    }
    FloatParam real = (FloatParam) param;
    return Axis.around(param.name(), new double[] {real.low(), real.high()}, log);
  }

  static boolean logarithmic(Param<?> param) {
    return (param instanceof FloatParam real && real.scale() == Scale.LOG)
        || (param instanceof IntParam whole && whole.scale() == Scale.LOG);
  }

  /** The parameters that are searched, with their places in the space. */
  Map<Integer, Param<?>> searched() {
    Map<Integer, Param<?>> searched = new java.util.TreeMap<>();
    List<Param<?>> params = history.spec().space().params();
    for (int k = 0; k < params.size(); k++) {
      if (!params.get(k).fixed()) {
        searched.put(k, params.get(k));
      }
    }
    return searched;
  }

  /**
   * An axis for values of which some may be far off: where a few lie beyond the others by several
   * times the others' range, they are off the axis.
   */
  static Axis robust(String label, double[] values, double... always) {
    double[] sorted = Arrays.stream(values).filter(v -> Axis.shows(v, false)).sorted().toArray();
    if (sorted.length < 4) {
      return Axis.around(label, joined(sorted, always), false);
    }
    double lower = sorted[sorted.length / 4];
    double upper = sorted[sorted.length - 1 - sorted.length / 4];
    double reach = 4 * Math.max(upper - lower, 1e-12);
    double[] near =
        Arrays.stream(sorted).filter(v -> v >= lower - reach && v <= upper + reach).toArray();
    return Axis.around(label, joined(near, always), false);
  }

  private static double[] joined(double[] some, double[] more) {
    double[] joined = Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, joined, some.length, more.length);
    return joined;
  }

  /** What a caption says of values off an axis; blank for none. */
  static String off(Axis axis, double[] values) {
    long off =
        Arrays.stream(values)
            .filter(v -> !Double.isNaN(v))
            .filter(v -> !(axis.position(v) >= 0 && axis.position(v) <= 1))
            .count();
    return off == 0
        ? ""
        : " " + off + (off == 1 ? " trial lies" : " trials lie") + " beyond the axis.";
  }

  static boolean spansDecades(double[] values) {
    double low = Double.POSITIVE_INFINITY;
    double high = 0;
    for (double value : values) {
      if (!(value > 0)) {
        return false;
      }
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return high > 20 * low;
  }
}
