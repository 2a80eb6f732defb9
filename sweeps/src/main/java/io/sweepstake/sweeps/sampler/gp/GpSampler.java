package io.sweepstake.sweeps.sampler.gp;

import io.sweepstake.sweeps.sampler.EvenStartup;
import io.sweepstake.sweeps.sampler.RandomSampler;
import io.sweepstake.sweeps.sampler.Sampler;
import io.sweepstake.sweeps.sampler.SamplerDescription;
import io.sweepstake.sweeps.sampler.SamplerKind;
import io.sweepstake.sweeps.sampler.Samplers;
import io.sweepstake.sweeps.sampler.Suggestion;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.study.Constraint;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * Bayesian optimisation with a Gaussian process (Jones et al. 1998) in the manner of Optuna's
 * GPSampler: a Matérn-5/2 kernel with a length scale per parameter, its parameters the most
 * plausible ones given the standardised values, and the point where the logarithm of the expected
 * improvement is highest. For studies of up to some hundred expensive trials.
 *
 * <p>All kinds of parameters are modelled together; choices are equal or different. A conditional
 * parameter counts, where it does not exist, as being in its middle (see {@link MixedSpace}). Each
 * constraint that was ever broken has a process of its own, and improvement is weighed by the
 * probability that it holds. There is one goal; a study with several is refused.
 *
 * <p>Before they are standardised, values below the median are pulled in logarithmically, for a
 * process has no place for long tails. Infinite values count as the extreme finite ones. A trial
 * that failed, unless for its worker, counts as the worst completed one, a pruned one as no better
 * than the median: both are places to avoid. A trial in flight counts as what the process believes
 * of it (kriging believer, Ginsbourger et al. 2010), so that no two workers try the same.
 *
 * <p>With {@code n} trials modelled and {@code d} parameters, a tell costs {@code O(n³ + n²d)} and
 * an ask {@code O(n² + nd)} per place looked at; {@link GpOptions#limit} bounds {@code n}.
 */
public final class GpSampler implements Sampler {
  private final GpOptions options;
  private Model model;

  public GpSampler() {
    this(GpOptions.DEFAULT);
  }

  public GpSampler(GpOptions options) {
    this.options = options;
  }

  @Override
  public synchronized Optional<Suggestion> suggest(History history, RandomGenerator random) {
    Samplers.requireOneGoal("gp", history.spec().objective());
    if (history.completedCount() < options.startup()) {
      return Optional.of(
          new Suggestion(RandomSampler.draw(history.spec().space(), random), EvenStartup.STARTUP));
    }
    if (model == null || !model.knows(history)) {
      model = new Model(history, options);
    }
    return Optional.of(new Suggestion(model.suggest(history, random), "gp"));
  }

  /** What was fitted to the finished trials of a history. */
  private static final class Model {
    private final StudySpec spec;
    private final int told;
    private final Trial lastTold;
    private final MixedSpace space;
    private final AcquisitionSearch search;
    private final Observations objective;
    private final List<Observations> constraints = new ArrayList<>();
    private final double best;
    private final double[] bestPlace;

    Model(History history, GpOptions options) {
      spec = history.spec();
      told = history.told();
      lastTold = history.finished().get(told - 1);
      space = new MixedSpace(spec.space());
      search = new AcquisitionSearch(space, options);
      List<Trial> modelled = modelled(history, options.limit());
      double[][] places =
          modelled.stream().map(t -> space.coordinates(t.point())).toArray(double[][]::new);
      objective = new Observations(space, places, values(modelled));
      for (Constraint constraint : spec.objective().constraints()) {
        broken(constraint, modelled).ifPresent(constraints::add);
      }
      int top = -1;
      for (int i = 0; i < places.length; i++) {
        Trial trial = modelled.get(i);
        if (trial.state() instanceof TrialState.Completed completed
            && !(spec.objective().violation(completed.metrics()) > 0)
            && (top < 0 || objective.values[i] > objective.values[top])) {
          top = i;
        }
      }
      best = top < 0 ? Double.NaN : objective.values[top];
      bestPlace = top < 0 ? null : places[top];
    }

    /** Whether the finished trials of a history are those of this model. */
    @SuppressWarnings("ReferenceEquality")
    boolean knows(History history) {
      return history.spec() == spec
          && history.told() == told
          && history.finished().get(told - 1) == lastTold;
    }

    /** All finished trials that say something about their points, or the best and newest. */
    private List<Trial> modelled(History history, int limit) {
      List<Trial> all = new ArrayList<>();
      for (Trial trial : history.finished()) {
        boolean lost =
            trial.state() instanceof TrialState.Failed failed
                && failed.cause() == TrialState.Cause.LOST_WORKER;
        if (!lost && !trial.removed()) {
          all.add(trial);
        }
      }
      if (all.size() <= limit) {
        return all;
      }
      int newest = all.size() - limit / 2;
      List<Trial> older = new ArrayList<>(all.subList(0, newest));
      older.removeIf(trial -> !(trial.state() instanceof TrialState.Completed));
      older.sort(spec.objective()::compare);
      List<Trial> kept =
          new ArrayList<>(older.subList(0, Math.min(older.size(), limit - limit / 2)));
      kept.addAll(all.subList(newest, all.size()));
      return kept;
    }

    /** Values to maximise; those of trials without one are made up, see above. */
    private double[] values(List<Trial> trials) {
      Objective goal = spec.objective();
      double[] values = new double[trials.size()];
      double[] completed = new double[values.length];
      int count = 0;
      for (int i = 0; i < values.length; i++) {
        Trial trial = trials.get(i);
        OptionalDouble value = goal.value(trial.state().metrics());
        values[i] = value.isEmpty() ? Double.NaN : -goal.goals().get(0).loss(value.getAsDouble());
        if (trial.state() instanceof TrialState.Completed) {
          completed[count++] = values[i];
        }
      }
      double[] sorted = finite(Arrays.copyOf(completed, count));
      Arrays.sort(sorted);
      double worst = sorted.length == 0 ? 0 : sorted[0];
      double median = sorted.length == 0 ? 0 : sorted[sorted.length / 2];
      for (int i = 0; i < values.length; i++) {
        if (trials.get(i).state() instanceof TrialState.Failed) {
          values[i] = worst;
        } else if (trials.get(i).state() instanceof TrialState.Pruned) {
          values[i] = Double.isNaN(values[i]) ? median : Math.min(values[i], median);
        }
      }
      return tamed(finite(values));
    }

    /**
     * Pulls in the tail of bad values: one that lies {@code x} good spreads below the median comes
     * to lie {@code log(1 + x)} of them below. What is far worse than the median need not be told
     * apart, and would dominate the variance (the idea of Vizier's half-rank warping, Song et al.
     * 2024).
     */
    private static double[] tamed(double[] values) {
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      double median = sorted[sorted.length / 2];
      double squares = 0;
      int better = 0;
      for (double value : sorted) {
        if (value > median) {
          squares += (value - median) * (value - median);
          better++;
        }
      }
      double spread = Math.sqrt(squares / Math.max(1, better));
      if (!(spread > 0) || Double.isInfinite(spread)) {
        return values;
      }
      return Arrays.stream(values)
          .map(v -> v < median ? median - spread * Math.log1p((median - v) / spread) : v)
          .toArray();
    }

    /** Infinite values become the highest or lowest finite one, 0 if there is none. */
    private static double[] finite(double[] values) {
      double[] known = Arrays.stream(values).filter(Double::isFinite).toArray();
      double high = Arrays.stream(known).max().orElse(0);
      double low = Arrays.stream(known).min().orElse(0);
      return Arrays.stream(values).map(v -> Math.min(high, Math.max(low, v))).toArray();
    }

    /** By how much the completed trials break a constraint, if any of them does. */
    private Optional<Observations> broken(Constraint constraint, List<Trial> trials) {
      List<double[]> places = new ArrayList<>();
      List<Double> excesses = new ArrayList<>();
      boolean broken = false;
      for (Trial trial : trials) {
        Metrics metrics = trial.state().metrics();
        OptionalDouble value = metrics.value(constraint.metric());
        if (trial.state() instanceof TrialState.Completed && value.isPresent()) {
          double excess = value.getAsDouble() - constraint.bound();
          places.add(space.coordinates(trial.point()));
          excesses.add(constraint.side() == Constraint.Side.AT_MOST ? excess : -excess);
          broken |= constraint.violation(metrics).orElse(0) > 0;
        }
      }
      return broken
          ? Optional.of(
              new Observations(
                  space,
                  places.toArray(double[][]::new),
                  finite(excesses.stream().mapToDouble(e -> e).toArray())))
          : Optional.empty();
    }

    Point suggest(History history, RandomGenerator random) {
      if (space.dimensions() == 0) {
        return RandomSampler.draw(spec.space(), random);
      }
      double[][] flying =
          history.open().stream()
              .map(trial -> space.coordinates(trial.point()))
              .toArray(double[][]::new);
      List<Acquisition.Bound> bounds =
          constraints.stream()
              .map(c -> new Acquisition.Bound(c.process(flying), c.standard(0)))
              .toList();
      Acquisition acquisition = new Acquisition(objective.process(flying), best, bounds);
      return space.point(search.search(acquisition, bestPlace, random));
    }
  }

  /** Some numbers at some places, standardised, and the kernel fitted to them. */
  private static final class Observations {
    private final MixedSpace space;
    private final double[][] places;
    private final double size;
    private final double mean;
    private final double deviation;
    private final double[] values;
    private final KernelParameters kernel;
    private GaussianProcess process;

    Observations(MixedSpace space, double[][] places, double[] raw) {
      this.space = space;
      this.places = places;
      // Divided by the largest first, so that squares of extreme values do not overflow.
      double largest = Arrays.stream(raw).map(Math::abs).max().orElse(0);
      size = largest > 0 ? largest : 1;
      double[] scaled = Arrays.stream(raw).map(v -> v / size).toArray();
      mean = Arrays.stream(scaled).average().orElse(0);
      double variance = Arrays.stream(scaled).map(v -> (v - mean) * (v - mean)).average().orElse(0);
      deviation = variance > 0 ? Math.sqrt(variance) : 1;
      values = Arrays.stream(raw).map(this::standard).toArray();
      kernel = new KernelFit(places, space.unordered(), values).fit();
    }

    double standard(double value) {
      return (value / size - mean) / deviation;
    }

    /** The process after these observations, and as believed after those in flight. */
    GaussianProcess process(double[][] flying) {
      if (process == null) {
        process = GaussianProcess.of(places, space.unordered(), values, kernel);
      }
      if (flying.length == 0) {
        return process;
      }
      int n = places.length;
      double[][] all = Arrays.copyOf(places, n + flying.length);
      double[] believed = Arrays.copyOf(values, n + flying.length);
      for (int i = 0; i < flying.length; i++) {
        all[n + i] = flying[i];
        believed[n + i] = process.at(flying[i]).mean();
      }
      return GaussianProcess.of(all, space.unordered(), believed, kernel);
    }
  }

  /** By the name of {@code gp}. */
  public static final class Kind implements SamplerKind {
    @Override
    public SamplerDescription description() {
      return new SamplerDescription(
          "gp",
          "Bayesian optimisation with a Gaussian process; for up to some hundred expensive"
              + " trials",
          false,
          GpOptions.DESCRIPTION);
    }

    @Override
    public boolean startsUp() {
      return true;
    }

    @Override
    public Sampler sampler(Map<String, String> options) {
      return new GpSampler(GpOptions.of(options));
    }
  }
}
