package io.sweepstake.benchmarks.gpu;

import io.sweepstake.benchmarks.Workload;
import io.sweepstake.core.economics.Evaluator;
import io.sweepstake.core.engine.Device;
import io.sweepstake.core.engine.Engine;
import io.sweepstake.core.engine.Engines;
import io.sweepstake.core.engine.opencl.OpenClEngine;
import io.sweepstake.core.network.ProgramRunner;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.regret.StrongAttack;
import io.sweepstake.core.training.TrainingListener;
import io.sweepstake.core.training.TrainingPack;
import io.sweepstake.core.training.TrainingSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A pack from its points to its evaluations, as a sweep has it: {@code PackToEnd ENGINE SHAPE
 * MEMBERS ITERATIONS PROFILES ATTACKED}. Eight networks at a time are evaluated by the attack that
 * ranks trials. Prints iterations a second with all that, and what part of the time kernels ran
 * for, where it was started with {@code -Dsweepstake.opencl.timed=true}.
 */
public final class PackToEnd {
  private static final int AT_A_TIME = 8;

  /** As trials are ranked by. */
  private static final StrongAttack ATTACK = new StrongAttack(101, 31, 51, 2, 8, 60, 0.05, 0.001);

  private PackToEnd() {}

  public static void main(String[] arguments) {
    Engine engine = Engines.named(arguments[0], Device.CPU);
    int members = Integer.parseInt(arguments[2]);
    long iterations = Long.parseLong(arguments[3]);
    List<TrainingSpec> specs =
        LongStream.rangeClosed(1, members).mapToObj(Workload.of(arguments[1])::spec).toList();
    Evaluator evaluator =
        new Evaluator(
            specs.get(0).setting(),
            1,
            Integer.parseInt(arguments[4]),
            Integer.parseInt(arguments[5]),
            ATTACK);
    try (TrainingPack pack = TrainingPack.start(specs, engine)) {
      pack.advance(1, 1, Collections.nCopies(members, TrainingListener.NONE)); // builds kernels
    }
    double kernelsBefore = OpenClEngine.kernelSeconds();
    long began = System.nanoTime();
    long trained;
    try (TrainingPack pack = TrainingPack.start(specs, engine)) {
      pack.advance(iterations, iterations, Collections.nCopies(members, TrainingListener.NONE));
      trained = System.nanoTime();
      List<NetworkWeights> weights = IntStream.range(0, members).mapToObj(pack::weights).toList();
      evaluate(engine, evaluator, specs.get(0), weights);
    }
    double all = (System.nanoTime() - began) / 1e9;
    double kernels = OpenClEngine.kernelSeconds() - kernelsBefore;
    System.out.printf(
        Locale.ROOT,
        "%-10s %-22s %7d %14.1f %10s%n",
        arguments[1] + "-whole",
        engine.name(),
        members,
        members * iterations / all,
        "-");
    System.out.printf(
        Locale.ROOT,
        "# %s-whole: %.1f s, of them evaluation %.0f%%, kernels %.0f%% (side by side they may sum to more)%n",
        arguments[1],
        all,
        100 * (1 - (trained - began) / 1e9 / all),
        100 * kernels / all);
  }

  private static void evaluate(
      Engine engine, Evaluator evaluator, TrainingSpec spec, List<NetworkWeights> all) {
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.min(AT_A_TIME, Runtime.getRuntime().availableProcessors()));
    List<CompletableFuture<Double>> found = new ArrayList<>();
    for (NetworkWeights weights : all) {
      found.add(
          CompletableFuture.supplyAsync(
              () -> {
                try (ProgramRunner runner = engine.runner()) {
                  return evaluator
                      .evaluate(
                          spec.family()
                              .mechanism(spec.setting(), spec.architecture(), weights, runner))
                      .regret()
                      .mean();
                }
              },
              threads));
    }
    threads.shutdown();
    found.forEach(CompletableFuture::join);
  }
}
