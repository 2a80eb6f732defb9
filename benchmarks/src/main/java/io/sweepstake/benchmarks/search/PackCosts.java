package io.sweepstake.benchmarks.search;

import io.sweepstake.benchmarks.search.function.TestFunction;
import io.sweepstake.benchmarks.search.function.TestFunctions;
import io.sweepstake.sweeps.pruner.NoPruner;
import io.sweepstake.sweeps.run.Budget;
import io.sweepstake.sweeps.run.Sweep;
import io.sweepstake.sweeps.run.SweepListener;
import io.sweepstake.sweeps.run.SweepPlan;
import io.sweepstake.sweeps.run.ThreadTrialExecutor;
import io.sweepstake.sweeps.run.trial.Evaluation;
import io.sweepstake.sweeps.run.trial.Packing;
import io.sweepstake.sweeps.sampler.Samplers;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.store.InMemoryTrialStore;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Strategy;
import io.sweepstake.sweeps.study.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What it costs in trials to ask for a whole pack at once: simple regret after so many trials,
 * where each pack has ended before the next is asked for, and how many trials a sweep of packs
 * needs to be as good as one trial at a time after a hundred. Prints a table.
 *
 * <p>Trials of a pack agree in all but real numbers, as those that are trained together must.
 *
 * <p>Options, each with a value: {@code --sampler auto}, {@code --seeds 20}, {@code --trials 512},
 * {@code --packs 1,8,64,256}, {@code --functions} all.
 */
public final class PackCosts {
  private static final int HUNDRED = 100;

  private Strategy sampler = Strategy.of("auto");
  private int seeds = 20;
  private int trials = 512;
  private List<Integer> packs = List.of(1, 8, 64, 256);
  private Set<String> functions =
      TestFunctions.suite().stream().map(TestFunction::name).collect(Collectors.toSet());

  private PackCosts() {}

  public static void main(String[] arguments) throws InterruptedException {
    PackCosts costs = new PackCosts();
    for (int k = 0; k + 1 < arguments.length; k += 2) {
      costs.set(arguments[k], arguments[k + 1]);
    }
    costs.print();
  }

  private void set(String option, String value) {
    switch (option) {
      case "--sampler" -> sampler = Strategy.of(value);
      case "--seeds" -> seeds = Integer.parseInt(value);
      case "--trials" -> trials = Integer.parseInt(value);
      case "--packs" -> packs = Arrays.stream(value.split(",")).map(Integer::parseInt).toList();
      case "--functions" -> functions = new LinkedHashSet<>(List.of(value.split(",")));
      default -> throw new IllegalArgumentException("no such option: " + option);
    }
  }

  private void print() throws InterruptedException {
    String kinds = packs.stream().map(each -> " " + each + " |").collect(Collectors.joining());
    System.out.println("| function | measure | random |" + kinds);
    System.out.println("|---|---|---|" + "---|".repeat(packs.size()));
    for (TestFunction function : TestFunctions.suite()) {
      if (functions.contains(function.name())) {
        print(function);
      }
    }
  }

  private void print(TestFunction function) throws InterruptedException {
    List<double[][]> courses = new ArrayList<>();
    courses.add(courses(function, Strategy.of("random"), 1));
    for (int pack : packs) {
      courses.add(courses(function, sampler, pack));
    }
    double[][] sequential = courses.get(1);
    double bar = median(sequential, k -> sequential[k][HUNDRED - 1]);
    row(
        function,
        "after " + HUNDRED,
        courses,
        all -> median(all, k -> all[k][HUNDRED - 1]),
        "%.3g");
    row(function, "after " + trials, courses, all -> median(all, k -> all[k][trials - 1]), "%.3g");
    row(function, "trials", courses, all -> median(all, k -> first(all[k], bar)), "%.0f");
  }

  private interface Measure {
    double of(double[][] courses);
  }

  private void row(
      TestFunction function,
      String name,
      List<double[][]> courses,
      Measure measure,
      String format) {
    String values =
        courses.stream()
            .mapToDouble(measure::of)
            .mapToObj(
                value ->
                    value > trials && name.equals("trials")
                        ? " > " + trials + " |"
                        : " " + String.format(Locale.ROOT, format, value) + " |")
            .collect(Collectors.joining());
    System.out.println("| " + function.name() + " | " + name + " |" + values);
  }

  private static double median(double[][] courses, IntToDoubleFunction of) {
    return Quartiles.of(IntStream.range(0, courses.length).mapToDouble(of).toArray()).median();
  }

  /** How many trials a course takes to come to a bar; beyond its length where it does not. */
  private static double first(double[] course, double bar) {
    int k = 0;
    while (k < course.length && course[k] > bar) {
      k++;
    }
    return k + 1;
  }

  /** The least simple regret told so far, {@code [seed][trial]}. */
  private double[][] courses(TestFunction function, Strategy strategy, int pack)
      throws InterruptedException {
    double[][] courses = new double[seeds][];
    for (int seed = 0; seed < seeds; seed++) {
      courses[seed] = course(function, strategy, pack, seed);
    }
    return courses;
  }

  private double[] course(TestFunction function, Strategy strategy, int pack, long seed)
      throws InterruptedException {
    Set<String> shape =
        function.space().params().stream()
            .filter(param -> !(param instanceof FloatParam))
            .map(Param::name)
            .collect(Collectors.toSet());
    Evaluation evaluation =
        trial -> Metrics.of(Startup.VALUE, function.simpleRegret(trial.point()));
    try (ThreadTrialExecutor executor =
        new ThreadTrialExecutor(Evaluation.eachTrial(evaluation), 1, new Packing(pack, shape))) {
      History history =
          new Sweep(
                  new InMemoryTrialStore(Startup.study(function, seed).withSampler(strategy)),
                  Samplers.of(strategy),
                  new NoPruner(),
                  executor,
                  SweepPlan.synchronous(Budget.total(trials), pack),
                  SweepListener.SILENT)
              .run();
      double[] least = new double[trials];
      double best = Double.POSITIVE_INFINITY;
      for (Trial trial : history.trials()) {
        best = Math.min(best, trial.state().metrics().value(Startup.VALUE).orElseThrow());
        least[trial.number()] = best;
      }
      return least;
    }
  }
}
