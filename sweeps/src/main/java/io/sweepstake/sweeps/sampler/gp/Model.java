package io.sweepstake.sweeps.sampler.gp;

import io.sweepstake.sweeps.pareto.NondominatedFronts;
import io.sweepstake.sweeps.sampler.RandomSampler;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.study.Constraint;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * What is believed after the finished trials of a history: a process for each goal, and one for
 * each constraint that was ever broken.
 *
 * <p>A kernel's fit takes as long as many factorisations, and one more of many trials changes
 * little: up to {@value #EACH} trials each has its fit, then every twentieth part more. In between
 * the last fit stands and the factors grow.
 */
final class Model {
  private static final int EACH = 100;
  private static final int PART = 20;

  /**
   * With several goals, one tell in so many lets the hypervolume begin at the worst of all trials,
   * the others at the worst of the front. From the front alone, pieces of it that lie apart are not
   * found (of ZDT3's hypervolume 13 % was missing after 200 trials), from all, most trials go to
   * its ends (of DTLZ2's, 39 % was); this way 1.3 % and 10 % are.
   */
  private static final int FAR = 3;

  private final StudySpec spec;
  private final int told;
  private final Trial lastTold;
  private final MixedSpace space;
  private final AcquisitionSearch search;

  /** The trials to which kernels are fitted, and all. */
  private final List<Trial> early;

  private final List<Trial> modelled;
  private final List<Observations> goals = new ArrayList<>();

  /** One for each constraint, null where it was never broken. */
  private final List<Observations> constraints = new ArrayList<>();

  /** The best completed feasible trials, by their places among the modelled. */
  private final int[] best;

  private final Improvement improvement;

  /**
   * @param before an earlier one, whose work may be used; null if there is none
   */
  Model(History history, GpOptions options, Model before) {
    spec = history.spec();
    told = history.told();
    lastTold = history.finished().get(told - 1);
    List<Trial> telling = telling(history);
    early = limited(telling.subList(0, fitted(telling.size())), options.limit());
    modelled = limited(telling, options.limit());
    boolean goesOn = before != null && before.spec == spec && same(before.early, early);
    space = goesOn ? before.space : new MixedSpace(spec.space());
    search = goesOn ? before.search : new AcquisitionSearch(space, options);
    for (int g = 0; g < spec.objective().goals().size(); g++) {
      Goal goal = spec.objective().goals().get(g);
      Observations known =
          goesOn
              ? before.goals.get(g)
              : Observations.fitted(places(early), space.unordered(), values(goal, early));
      goals.add(known.with(places(modelled), values(goal, modelled)));
    }
    for (int c = 0; c < spec.objective().constraints().size(); c++) {
      constraints.add(
          excess(spec.objective().constraints().get(c), goesOn ? before.constraints.get(c) : null));
    }
    best = best();
    improvement = improvement();
  }

  /** How many of so many trials the kernel is fitted to. */
  private static int fitted(int trials) {
    int fitted = Math.min(trials, EACH);
    while (fitted >= EACH && fitted + fitted / PART <= trials) {
      fitted += fitted / PART;
    }
    return fitted;
  }

  @SuppressWarnings("ReferenceEquality")
  private static boolean same(List<Trial> some, List<Trial> others) {
    boolean same = some.size() == others.size();
    for (int i = 0; same && i < some.size(); i++) {
      same = some.get(i) == others.get(i);
    }
    return same;
  }

  /** Whether the finished trials of a history are those of this model. */
  @SuppressWarnings("ReferenceEquality")
  boolean knows(History history) {
    return history.spec() == spec
        && history.told() == told
        && history.finished().get(told - 1) == lastTold;
  }

  /** All finished trials that say something about their points. */
  private static List<Trial> telling(History history) {
    List<Trial> all = new ArrayList<>();
    for (Trial trial : history.finished()) {
      boolean lost =
          trial.state() instanceof TrialState.Failed failed
              && failed.cause() == TrialState.Cause.LOST_WORKER;
      if (!lost && !trial.removed()) {
        all.add(trial);
      }
    }
    return all;
  }

  /** All, or the best and newest. */
  private List<Trial> limited(List<Trial> all, int limit) {
    if (all.size() <= limit) {
      return all;
    }
    int newest = all.size() - limit / 2;
    List<Trial> older = new ArrayList<>(all.subList(0, newest));
    older.removeIf(trial -> !(trial.state() instanceof TrialState.Completed));
    older.sort(spec.objective()::compare);
    List<Trial> kept = new ArrayList<>(older.subList(0, Math.min(older.size(), limit - limit / 2)));
    kept.addAll(all.subList(newest, all.size()));
    return kept;
  }

  private double[][] places(List<Trial> trials) {
    return trials.stream().map(trial -> space.coordinates(trial.point())).toArray(double[][]::new);
  }

  /** By how much the completed trials break a constraint; null if none does. */
  private Observations excess(Constraint constraint, Observations known) {
    List<Trial> measured = measured(constraint, modelled);
    if (measured.stream()
        .noneMatch(trial -> constraint.violation(trial.state().metrics()).orElse(0) > 0)) {
      return null;
    }
    List<Trial> first = measured(constraint, early);
    Observations fitted = known;
    if (fitted == null) {
      List<Trial> some = first.isEmpty() ? measured : first;
      fitted = Observations.fitted(places(some), space.unordered(), excesses(constraint, some));
    }
    return fitted.with(places(measured), excesses(constraint, measured));
  }

  private static List<Trial> measured(Constraint constraint, List<Trial> trials) {
    return trials.stream()
        .filter(trial -> trial.state() instanceof TrialState.Completed)
        .filter(trial -> trial.state().metrics().value(constraint.metric()).isPresent())
        .toList();
  }

  private static double[] excesses(Constraint constraint, List<Trial> trials) {
    return GoalValues.finite(
        trials.stream()
            .mapToDouble(
                trial -> {
                  double value = trial.state().metrics().value(constraint.metric()).getAsDouble();
                  double excess = value - constraint.bound();
                  return constraint.side() == Constraint.Side.AT_MOST ? excess : -excess;
                })
            .toArray());
  }

  private int[] best() {
    NondominatedFronts fronts = new NondominatedFronts();
    for (int i = 0; i < modelled.size(); i++) {
      if (modelled.get(i).state() instanceof TrialState.Completed completed
          && !(spec.objective().violation(completed.metrics()) > 0)) {
        double[] losses = values(i);
        Arrays.setAll(losses, g -> -losses[g]);
        fronts.add(i, losses);
      }
    }
    int[] front = fronts.count() == 0 ? new int[0] : fronts.front(0);
    return goals.size() == 1 ? Arrays.copyOf(front, Math.min(1, front.length)) : front;
  }

  /** As the processes see a trial, more being better. */
  private double[] values(int trial) {
    return goals.stream().mapToDouble(goal -> goal.value(trial)).toArray();
  }

  private Improvement improvement() {
    if (best.length == 0) {
      return null;
    }
    double[][] front = Arrays.stream(best).mapToObj(this::values).toArray(double[][]::new);
    if (goals.size() == 1) {
      return new Improvement.OnBest(front[0][0]);
    }
    double[][] all = new double[modelled.size()][];
    Arrays.setAll(all, this::values);
    return OnFront.of(front, told % FAR == 0 ? all : front);
  }

  /** Tails are pulled in where there is no front whose shape that would change. */
  private double[] values(Goal goal, List<Trial> trials) {
    double[] values = GoalValues.of(goal, trials);
    return spec.objective().goals().size() == 1 ? GoalValues.tamed(values) : values;
  }

  /** The most promising place, given also what is in flight. */
  Point suggest(History history, RandomGenerator random) {
    if (space.dimensions() == 0) {
      return RandomSampler.draw(spec.space(), random);
    }
    List<double[]> flying =
        history.open().stream().map(trial -> space.coordinates(trial.point())).toList();
    List<Acquisition.Bound> bounds =
        constraints.stream()
            .filter(Objects::nonNull)
            .map(c -> new Acquisition.Bound(c.process(flying), c.standard(0)))
            .toList();
    Acquisition acquisition =
        new Acquisition(
            goals.stream().map(goal -> goal.process(flying)).toList(), improvement, bounds);
    double[] from =
        best.length == 0
            ? null
            : goals.get(0).place(best[best.length == 1 ? 0 : random.nextInt(best.length)]);
    return space.point(search.search(acquisition, from, random));
  }
}
