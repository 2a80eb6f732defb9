package io.sweepstake.problems.auction;

import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.problems.auction.hyperparameter.LossChoices;
import io.sweepstake.problems.auction.hyperparameter.MisreportTraining;
import io.sweepstake.problems.auction.warmstart.ImitatedStart;
import io.sweepstake.sweeps.problem.TrialOrder;
import io.sweepstake.sweeps.run.trial.TrialFunction;
import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Provenance;
import io.sweepstake.sweeps.study.Seeds;
import io.sweepstake.sweeps.study.Timing;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Trainings that start from a network that imitates, beside the same trainings from scratch: the
 * same seeds, the same iterations, each with several regret budgets.
 *
 * <p>Revenue grows with the regret that is left, so the two are compared at equal regret: along the
 * one line, revenue over the logarithm of regret, that fits the trainings of every seed and start
 * (analysis of covariance).
 *
 * @param values of hyper-parameters, by name; the loss must be the regret budget
 * @param iterations of every training
 * @param seeds how many, at least 2
 * @param seed from which those derive
 */
public record StartComparison(
    Setting setting,
    MechanismFamily family,
    Map<String, Object> values,
    long iterations,
    int seeds,
    long seed) {
  /** What the trials of a comparison are called together. */
  public static final String NAME = "warm start comparison";

  /** The loss, and the only one that it compares starts under. */
  public static final String LOSS = LossChoices.LOSS;

  public static final String BUDGET = LossChoices.BUDGET;

  public static final String WARM_START = MisreportTraining.WARM_START;
  private static final String RMAX_END = LossChoices.RMAX_END;
  private static final List<Double> BUDGETS = List.of(0.5, 1.0, 2.0);
  private static final List<String> STARTS =
      List.of(MisreportTraining.NONE, MisreportTraining.IMITATION);

  public StartComparison {
    values = new LinkedHashMap<>(values);
    if (seeds < 2) {
      throw new IllegalArgumentException("compare: must be at least 2 seeds, was " + seeds);
    }
    if (!BUDGET.equals(values.get(LOSS))) {
      throw new IllegalArgumentException(
          "loss: must be budget, which the comparison varies, was " + values.get(LOSS));
    }
  }

  /**
   * What the comparison found.
   *
   * @param coldRevenue mean over seeds and budgets, as the next three
   * @param margin how much more revenue a warm start yields at equal regret, mean over seeds
   * @param marginError standard error of that mean over seeds
   * @param seeds on which every training ended well
   */
  public record Result(
      double coldRevenue,
      double coldRegret,
      double warmRevenue,
      double warmRegret,
      double margin,
      double marginError,
      int seeds) {}

  /** What a worker runs. */
  public TrialFunction function(NetworkFile imitating) {
    Map<String, Object> fixed = new LinkedHashMap<>(values);
    fixed.remove(WARM_START);
    return new AuctionProblem(setting, family, OptionalLong.of(iterations), fixed)
        .trials(
            new TrialOrder(
                NAME,
                seed,
                Optional.empty(),
                true,
                Map.of(ImitatedStart.FILE, imitating.toBytes())));
  }

  /** The trainings, in the order {@code [seed][start][budget]}. */
  public List<Trial> trials() {
    double budget = ((Number) values.get(RMAX_END)).doubleValue();
    CategoricalParam start = CategoricalParam.of(WARM_START, STARTS.toArray(String[]::new));
    SearchSpace space =
        SearchSpace.of(start, FloatParam.uniform(RMAX_END, budget / 10, budget * 10));
    List<Trial> trials = new ArrayList<>();
    for (int k = 0; k < seeds; k++) {
      for (String from : STARTS) {
        for (double share : BUDGETS) {
          Point point = Point.of(space, Map.of(WARM_START, from, RMAX_END, budget * share));
          trials.add(
              new Trial(
                  trials.size(),
                  point,
                  Seeds.derive(seed, "trial", k),
                  0,
                  new Ask(0, "comparison"),
                  -1,
                  List.of(),
                  new TrialState.Running(),
                  Timing.asked(Instant.now()),
                  Provenance.NONE,
                  List.of()));
        }
      }
    }
    return trials;
  }

  /**
   * Compares.
   *
   * @param rows what became of {@link #trials}, in their order
   * @return empty if fewer than two seeds have all their trainings
   */
  public static Optional<Result> of(List<Trial> rows) {
    int each = BUDGETS.size();
    int block = STARTS.size() * each;
    List<double[][]> logRegrets = new ArrayList<>(); // [seed][start][budget]
    List<double[][]> revenues = new ArrayList<>();
    for (int first = 0; first < rows.size(); first += block) {
      List<Metrics> metrics =
          rows.subList(first, first + block).stream().map(row -> row.state().metrics()).toList();
      if (metrics.stream().allMatch(m -> m.value(AuctionMetrics.REGRET).orElse(0) > 0)) {
        double[][] regret = new double[STARTS.size()][each];
        double[][] revenue = new double[STARTS.size()][each];
        for (int k = 0; k < block; k++) {
          regret[k / each][k % each] =
              Math.log(metrics.get(k).value(AuctionMetrics.REGRET).getAsDouble());
          revenue[k / each][k % each] = metrics.get(k).value(AuctionMetrics.REVENUE).getAsDouble();
        }
        logRegrets.add(regret);
        revenues.add(revenue);
      }
    }
    if (logRegrets.size() < 2) {
      return Optional.empty();
    }
    double slope = slope(logRegrets, revenues);
    double[] margins =
        IntStream.range(0, revenues.size())
            .mapToDouble(
                s ->
                    mean(revenues.get(s)[1])
                        - mean(revenues.get(s)[0])
                        - slope * (mean(logRegrets.get(s)[1]) - mean(logRegrets.get(s)[0])))
            .toArray();
    double margin = mean(margins);
    double squares = DoubleStream.of(margins).map(m -> (m - margin) * (m - margin)).sum();
    return Optional.of(
        new Result(
            revenues.stream().mapToDouble(of -> mean(of[0])).average().getAsDouble(),
            logRegrets.stream().mapToDouble(of -> meanOfExp(of[0])).average().getAsDouble(),
            revenues.stream().mapToDouble(of -> mean(of[1])).average().getAsDouble(),
            logRegrets.stream().mapToDouble(of -> meanOfExp(of[1])).average().getAsDouble(),
            margin,
            Math.sqrt(squares / (margins.length - 1) / margins.length),
            margins.length));
  }

  /** Of revenue over log regret, within seeds and starts. */
  private static double slope(List<double[][]> logRegrets, List<double[][]> revenues) {
    double products = 0;
    double squares = 0;
    for (int s = 0; s < revenues.size(); s++) {
      for (int start = 0; start < STARTS.size(); start++) {
        double[] x = logRegrets.get(s)[start];
        double[] y = revenues.get(s)[start];
        for (int k = 0; k < x.length; k++) {
          products += (x[k] - mean(x)) * (y[k] - mean(y));
          squares += (x[k] - mean(x)) * (x[k] - mean(x));
        }
      }
    }
    return squares > 0 ? products / squares : 0;
  }

  private static double mean(double[] values) {
    return DoubleStream.of(values).average().getAsDouble();
  }

  private static double meanOfExp(double[] logs) {
    return DoubleStream.of(logs).map(Math::exp).average().getAsDouble();
  }
}
