package io.sweepstake.sweeps.sampler.cmaes;

import io.sweepstake.sweeps.numerics.StandardNormal;
import io.sweepstake.sweeps.sampler.HistoryPrefix;
import io.sweepstake.sweeps.sampler.UnitAxis;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Seeds;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The generations of CMA-ES, as a history tells them: trials are taken in the order of telling, and
 * as many as make a generation move the {@link SearchDistribution}.
 *
 * <p>What a trial was drawn from is found again from the history: the distribution as it stood when
 * the trial was asked, and the random numbers that {@link io.sweepstake.sweeps.run.Sweep} hands out
 * for its number. A trial that is not that draw (it was enqueued, say) or whose distribution has
 * moved on meanwhile is injected.
 *
 * <p>Values of a discrete parameter are cells of its axis. The distribution goes on over the
 * undiscretised draws, and after each generation the probability of leaving the mean's cell is
 * lifted to {@code 1/(λd)}, so that no parameter freezes (CMA-ES with margin, Hamano et al., GECCO
 * 2022).
 */
final class Evolution {
  private static final double FLAT = 1e-12;

  private final StudySpec spec;
  private final CmaEsOptions options;
  private final int[] params;
  private final UnitAxis[] axes;
  private final Comparator<Trial> merit;

  private SearchDistribution distribution;
  private double[] spread;
  private int restarts;
  private final List<Entry> generation = new ArrayList<>();
  private final Deque<Double> bests = new ArrayDeque<>();

  private final HistoryPrefix known;
  private Trial bestStartup;
  private int startups;
  private final Map<Integer, Draw> draws = new HashMap<>();

  /** What a trial was drawn as, before it was discretised. */
  private record Draw(double[] place, SearchDistribution from, int generation) {}

  private record Entry(Trial trial, double[] place, boolean own) {}

  /** An evolution of the parameters with these positions in the space. */
  Evolution(StudySpec spec, CmaEsOptions options, int[] params) {
    this.spec = spec;
    known = new HistoryPrefix(spec);
    this.options = options;
    this.params = params;
    axes = new UnitAxis[params.length];
    for (int k = 0; k < axes.length; k++) {
      axes[k] = new UnitAxis(spec.space().params().get(params[k]));
    }
    merit = merit(spec.objective());
    if (options.startup() == 0) {
      double[] middle = new double[axes.length];
      Arrays.fill(middle, 0.5);
      start(middle);
    }
  }

  /** Feasible completed trials, then feasible pruned ones by how far they came, then the others. */
  static Comparator<Trial> merit(Objective objective) {
    Comparator<Trial> group =
        Comparator.comparingInt(
            trial ->
                objective.violation(trial.state().metrics()) > 0
                    ? 2
                    : trial.state() instanceof TrialState.Pruned ? 1 : 0);
    return group
        .thenComparingLong(
            trial ->
                trial.state() instanceof TrialState.Pruned pruned
                        && !(objective.violation(pruned.metrics()) > 0)
                    ? -pruned.step()
                    : 0)
        .thenComparing(objective::compare);
  }

  boolean precedes(History history) {
    return known.precedes(history);
  }

  void follow(History history) {
    takeAsked(history);
    while (known.told() < history.told()) {
      take(known.tell(history));
      takeAsked(history);
    }
  }

  private void takeAsked(History history) {
    while (known.asked() < history.size()
        && history.trial(known.asked()).ask().toldBefore() <= known.told()) {
      Trial trial = known.ask(history);
      if (!trial.finished() || trial.tellIndex() >= known.told()) {
        known.hold(trial);
        if (distribution != null) {
          double[] place = draw(Seeds.generator(spec.seed(), "ask", trial.number()));
          if (isAt(trial.point(), place)) {
            draws.put(trial.number(), new Draw(place, distribution, distribution.generation()));
          }
        }
      }
    }
  }

  private boolean isAt(Point point, double[] place) {
    for (int k = 0; k < axes.length; k++) {
      if (point.number(params[k]) != number(k, place[k])) {
        return false;
      }
    }
    return true;
  }

  @SuppressWarnings("ReferenceEquality")
  private void take(Trial trial) {
    Draw draw = draws.remove(trial.number());
    // A failed trial teaches nothing, as if its draw had been outside the bounds.
    if (trial.state() instanceof TrialState.Failed || trial.removed()) {
      return;
    }
    if (distribution == null) {
      bestStartup =
          bestStartup == null || merit.compare(trial, bestStartup) < 0 ? trial : bestStartup;
      startups++;
      if (startups >= options.startup()) {
        start(places(bestStartup.point()));
      }
      return;
    }
    if (draw != null && draw.from != distribution) {
      // From before the restart, whose aim was to look elsewhere.
      return;
    }
    generation.add(
        draw == null
            ? new Entry(trial, injected(trial.point()), false)
            : new Entry(trial, draw.place, draw.generation == distribution.generation()));
    if (generation.size() == distribution.generationSize()) {
      turnGeneration();
    }
  }

  private void start(double[] mean) {
    int first =
        options.generation() > 0
            ? options.generation()
            : SearchDistribution.defaultGenerationSize(axes.length);
    int size = (int) Math.min(10_000, first * Math.pow(options.restartGrowth(), restarts));
    distribution = new SearchDistribution(mean, options.firstStep(), size);
    spread = new double[axes.length];
    Arrays.fill(spread, 1);
    generation.clear();
    bests.clear();
    widenMargins();
  }

  private double[] places(Point point) {
    double[] places = new double[axes.length];
    for (int k = 0; k < places.length; k++) {
      places[k] = axes[k].place(point.number(params[k]));
    }
    return places;
  }

  private double[] injected(Point point) {
    double[] places = places(point);
    for (int k = 0; k < places.length; k++) {
      double mean = distribution.mean(k);
      places[k] = mean + (places[k] - mean) / spread[k];
    }
    return places;
  }

  private void turnGeneration() {
    generation.sort((a, b) -> merit.compare(a.trial, b.trial));
    double[][] ranked = generation.stream().map(Entry::place).toArray(double[][]::new);
    boolean[] own = new boolean[ranked.length];
    for (int i = 0; i < own.length; i++) {
      own[i] = generation.get(i).own;
    }
    distribution.update(ranked, own);
    boolean flat = flat();
    generation.clear();
    if (flat || distribution.exhausted()) {
      restarts++;
      RandomGenerator random = Seeds.generator(spec.seed(), "cma-es restart", restarts);
      double[] mean = new double[axes.length];
      for (int k = 0; k < mean.length; k++) {
        mean[k] = random.nextDouble();
      }
      start(mean);
    } else {
      widenMargins();
    }
  }

  /** Whether neither this generation nor the bests of the last ones differ any more. */
  private boolean flat() {
    Objective objective = spec.objective();
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Entry entry : generation) {
      double value =
          objective.value(entry.trial.state().metrics()).orElse(Double.POSITIVE_INFINITY);
      low = Math.min(low, objective.goals().get(0).loss(value));
      high = Math.max(high, objective.goals().get(0).loss(value));
    }
    bests.add(low);
    int memory = 10 + (int) Math.ceil(30.0 * axes.length / distribution.generationSize());
    if (bests.size() <= memory) {
      return false;
    }
    bests.remove();
    for (double best : bests) {
      low = Math.min(low, best);
      high = Math.max(high, best);
    }
    return high - low < FLAT;
  }

  /** Section 4 of the paper: equations for a cell at either end, and for one in between. */
  private void widenMargins() {
    double margin = 1.0 / (distribution.generationSize() * axes.length);
    for (int k = 0; k < axes.length; k++) {
      if (!axes[k].discrete()) {
        continue;
      }
      double mean = distribution.mean(k);
      double start = axes[k].cellStart(mean);
      double end = axes[k].cellEnd(mean);
      double deviation = spread[k] * distribution.deviation(k);
      if (Double.isInfinite(start) && Double.isInfinite(end)) {
        continue;
      }
      if (Double.isInfinite(start)) {
        double reach = end - deviation * upperQuantile(margin);
        distribution.moveMean(k, Math.max(mean, reach));
      } else if (Double.isInfinite(end)) {
        double reach = start + deviation * upperQuantile(margin);
        distribution.moveMean(k, Math.min(mean, reach));
      } else {
        double below = StandardNormal.cdf((start - mean) / deviation);
        double above = StandardNormal.cdf((mean - end) / deviation);
        if (below >= margin / 2 && above >= margin / 2) {
          continue;
        }
        double within = 1 - below - above;
        double low = Math.max(below, margin / 2);
        double high = Math.max(above, margin / 2);
        double excess = 1 - low - high - within;
        double room = low + within + high - 1.5 * margin;
        double fromStart = upperQuantile(probability(low + excess * (low - margin / 2) / room));
        double fromEnd = upperQuantile(probability(high + excess * (high - margin / 2) / room));
        double wider = (end - start) / (fromStart + fromEnd);
        spread[k] = wider / distribution.deviation(k);
        distribution.moveMean(k, start + wider * fromStart);
      }
    }
  }

  private static double probability(double p) {
    return Math.min(0.5 - 1e-10, Math.max(1e-10, p));
  }

  /** The z that a standard normal exceeds with probability {@code p}. */
  private static double upperQuantile(double p) {
    return -StandardNormal.inverseLogCdf(Math.log(p));
  }

  /** Draws the numbers of the parameters. */
  double[] suggest(RandomGenerator random) {
    double[] place = draw(random);
    double[] numbers = new double[axes.length];
    for (int k = 0; k < numbers.length; k++) {
      numbers[k] = number(k, place[k]);
    }
    return numbers;
  }

  /** A draw whose continuous coordinates lie in the cube, after some tries by clipping. */
  private double[] draw(RandomGenerator random) {
    double[] place = distribution.sample(random);
    for (int tries = 0; tries < 10 * axes.length && !inside(place); tries++) {
      place = distribution.sample(random);
    }
    for (int k = 0; k < axes.length; k++) {
      if (!axes[k].discrete()) {
        place[k] = Math.min(1, Math.max(0, place[k]));
      }
    }
    return place;
  }

  private boolean inside(double[] place) {
    for (int k = 0; k < axes.length; k++) {
      if (!axes[k].discrete() && !(place[k] >= 0 && place[k] <= 1)) {
        return false;
      }
    }
    return true;
  }

  private double number(int k, double place) {
    double mean = distribution.mean(k);
    return axes[k].number(axes[k].discrete() ? mean + spread[k] * (place - mean) : place);
  }
}
