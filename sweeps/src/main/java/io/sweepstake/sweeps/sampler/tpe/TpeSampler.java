package io.sweepstake.sweeps.sampler.tpe;

import io.sweepstake.sweeps.sampler.EvenStartup;
import io.sweepstake.sweeps.sampler.HistoryPrefix;
import io.sweepstake.sweeps.sampler.RandomSampler;
import io.sweepstake.sweeps.sampler.Sampler;
import io.sweepstake.sweeps.sampler.SamplerDescription;
import io.sweepstake.sweeps.sampler.SamplerKind;
import io.sweepstake.sweeps.sampler.Suggestion;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * The tree-structured Parzen estimator of Bergstra et al. (NIPS 2011), with the semantics of Optuna
 * 5.0: one density around the good points and one around the bad, both {@link ParzenMixture
 * mixtures}; of a few draws from the first, the one whose ratio of the two is highest.
 *
 * <p>Parameters that exist together are modelled jointly; each set of conditional parameters has
 * its own pair of densities, over the trials that had it. Trials in flight count as bad.
 *
 * <p>With several goals this is MOTPE (Ozaki et al., GECCO 2020): what counts as good differs, see
 * {@link TpeRanking}, good points all weigh alike, and each parameter is modelled on its own unless
 * the options say otherwise.
 *
 * <p>Between questions about the same growing history, kernels are kept and only what changed is
 * computed again. The answer is the same as from a fresh sampler.
 */
public final class TpeSampler implements Sampler {
  private final TpeOptions options;
  private Memory memory;

  public TpeSampler() {
    this(TpeOptions.DEFAULT);
  }

  public TpeSampler(TpeOptions options) {
    this.options = options;
  }

  @Override
  public synchronized Optional<Suggestion> suggest(History history, RandomGenerator random) {
    SearchSpace space = history.spec().space();
    if (history.completedCount() + history.prunedCount() < options.startup()) {
      return Optional.of(new Suggestion(RandomSampler.draw(space, random), EvenStartup.STARTUP));
    }
    if (memory == null || !memory.precedes(history)) {
      memory = new Memory(history.spec(), options);
    }
    memory.follow(history);
    double[] numbers = new double[space.size()];
    Arrays.fill(numbers, Double.NaN);
    for (Group group : memory.groups) {
      group.suggest(space, numbers, options.candidates(), random);
    }
    return Optional.of(new Suggestion(Point.ofNumbers(space, numbers), "tpe"));
  }

  /** Parameters that exist together, with the densities of their good and bad values. */
  private static final class Group {
    private final int[] params;
    private final Axis[] axes;

    /** Positions, among {@link #params}, of those with more than one value. */
    private final int[] free;

    private final TpeOptions options;
    private final boolean severalGoals;
    private final ParzenMixture bad;
    private ParzenMixture good;
    private int[] goodNumbers;

    /** By trial number, the slot in {@link #bad}, −1 for trials without these parameters. */
    private int[] slots = new int[64];

    Group(SearchSpace space, int[] params, TpeOptions options, boolean severalGoals) {
      this.params = params;
      this.options = options;
      this.severalGoals = severalGoals;
      free = Arrays.stream(params).filter(k -> !space.params().get(k).fixed()).toArray();
      axes =
          Arrays.stream(free).mapToObj(k -> new Axis(space.params().get(k))).toArray(Axis[]::new);
      bad = mixture();
      if (options.improvementWeights()) {
        bad.weighAlike();
      }
    }

    private ParzenMixture mixture() {
      return new ParzenMixture(axes, options.kernels());
    }

    void add(Trial trial) {
      if (trial.number() >= slots.length) {
        slots = Arrays.copyOf(slots, Math.max(2 * slots.length, trial.number() + 1));
      }
      slots[trial.number()] =
          Double.isNaN(trial.point().number(params[0])) ? -1 : bad.add(numbers(trial.point()));
    }

    private double[] numbers(Point point) {
      double[] numbers = new double[free.length];
      for (int k = 0; k < free.length; k++) {
        numbers[k] = point.number(free[k]);
      }
      return numbers;
    }

    void turn(int number, boolean on) {
      if (slots[number] >= 0) {
        bad.turn(slots[number], on);
      }
    }

    /**
     * Models these trials as the good ones.
     *
     * @param weights of each, null when their age decides
     */
    void split(History history, int[] good, double[] weights) {
      int[] mine = Arrays.stream(good).filter(number -> slots[number] >= 0).toArray();
      if (!Arrays.equals(mine, goodNumbers)) {
        this.good = mixture();
        if (severalGoals) {
          // As in Optuna 5.0: points of a front are as good when they are old.
          this.good.weighAlike();
        }
        for (int number : mine) {
          this.good.turn(this.good.add(numbers(history.trial(number).point())), true);
        }
        goodNumbers = mine;
      }
      if (weights != null) {
        double[] held = new double[mine.length];
        int at = 0;
        for (int k = 0; k < good.length; k++) {
          if (slots[good[k]] >= 0) {
            held[at++] = weights[k];
          }
        }
        this.good.weigh(held, Arrays.stream(weights).average().orElse(1));
      }
    }

    /** Fills in the numbers of the parameters, where they exist given those before them. */
    void suggest(SearchSpace space, double[] numbers, int candidates, RandomGenerator random) {
      if (!space.exists(params[0], numbers)) {
        return;
      }
      for (int k : params) {
        numbers[k] = onlyNumber(space.params().get(k));
      }
      if (free.length == 0) {
        return;
      }
      good.refresh();
      bad.refresh();
      double[][] drawn = good.draw(candidates, random);
      int best = DensityRatio.highest(good.logDensity(drawn), bad.densities(drawn));
      for (int k = 0; k < free.length; k++) {
        numbers[free[k]] = drawn[k][best];
      }
    }

    private static <T> double onlyNumber(Param<T> param) {
      return param.number(param.decode(0));
    }
  }

  /** What was computed from a history, to be carried on when it has grown. */
  private static final class Memory {
    private final StudySpec spec;
    private final TpeOptions options;
    private final boolean severalGoals;
    private final TpeRanking ranking;
    private final List<Group> groups = new ArrayList<>();
    private final HistoryPrefix known;
    private int startups;
    private int[] good = new int[0];

    Memory(StudySpec spec, TpeOptions options) {
      this.spec = spec;
      known = new HistoryPrefix(spec);
      this.options = options;
      ranking = new TpeRanking(spec.objective());
      SearchSpace space = spec.space();
      severalGoals = spec.objective().goals().size() > 1;
      boolean joint = options.joint().with(spec.objective().goals().size());
      Map<Object, List<Integer>> together = new LinkedHashMap<>();
      for (int k = 0; k < space.size(); k++) {
        Object key = space.condition(space.params().get(k)).map(c -> (Object) c).orElse("always");
        together.computeIfAbsent(joint ? key : k, x -> new ArrayList<>()).add(k);
      }
      together
          .values()
          .forEach(
              params ->
                  groups.add(
                      new Group(
                          space,
                          params.stream().mapToInt(k -> k).toArray(),
                          options,
                          severalGoals)));
    }

    boolean precedes(History history) {
      return known.precedes(history);
    }

    private static boolean isStartup(Trial trial) {
      return trial.ask().source().equals(EvenStartup.STARTUP)
          && !(trial.state() instanceof TrialState.Failed);
    }

    void follow(History history) {
      while (known.asked() < history.size()) {
        Trial trial = known.ask(history);
        groups.forEach(group -> group.add(trial));
      }
      while (known.told() < history.told()) {
        Trial told = known.tell(history);
        ranking.add(told);
        startups += isStartup(told) ? 1 : 0;
        turn(told.number(), ranking.contains(told.number()));
      }
      for (Trial trial : history.open()) {
        known.hold(trial);
        turn(
            trial.number(),
            options.constantLiar() && !(trial.state() instanceof TrialState.Waiting));
      }
      int[] best =
          ranking.best(
              options.good(
                  ranking.ranked(),
                  Math.max(0, startups - options.startup()),
                  spec.objective().goals().size()));
      for (int number : good) {
        if (Arrays.binarySearch(best, number) < 0) {
          turn(number, true);
        }
      }
      for (int number : best) {
        turn(number, false);
      }
      good = best;
      double[] weights =
          options.improvementWeights() && !severalGoals ? improvements(history) : null;
      groups.forEach(group -> group.split(history, good, weights));
    }

    /**
     * By how much each good trial is better than the best feasible bad one (Watanabe,
     * arXiv:2304.11127, section 3.2); all alike when that is not finite.
     */
    private double[] improvements(History history) {
      double threshold = Double.POSITIVE_INFINITY;
      for (Trial trial : history.finished()) {
        if (ranking.contains(trial.number())
            && Arrays.binarySearch(good, trial.number()) < 0
            && !(spec.objective().violation(trial.state().metrics()) > 0)) {
          threshold = Math.min(threshold, loss(trial));
        }
      }
      double[] weights = new double[good.length];
      for (int k = 0; k < weights.length; k++) {
        weights[k] = Math.max(1e-12, threshold - loss(history.trial(good[k])));
        if (!(weights[k] < Double.POSITIVE_INFINITY)) {
          Arrays.fill(weights, 1);
          return weights;
        }
      }
      return weights;
    }

    private double loss(Trial trial) {
      Objective objective = spec.objective();
      OptionalDouble value = objective.value(trial.state().metrics());
      return value.isEmpty()
          ? Double.POSITIVE_INFINITY
          : objective.goals().get(0).loss(value.getAsDouble());
    }

    private void turn(int number, boolean on) {
      groups.forEach(group -> group.turn(number, on));
    }
  }

  /** By the name of {@code tpe}. */
  public static final class Kind implements SamplerKind {
    @Override
    public SamplerDescription description() {
      return new SamplerDescription(
          "tpe",
          "where good trials are dense and bad ones are not, by Parzen estimators",
          true,
          TpeOptions.DESCRIPTION);
    }

    @Override
    public boolean startsUp() {
      return true;
    }

    @Override
    public Sampler sampler(Map<String, String> options) {
      return new TpeSampler(TpeOptions.of(options));
    }
  }
}
