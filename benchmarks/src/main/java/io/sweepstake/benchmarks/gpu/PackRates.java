package io.sweepstake.benchmarks.gpu;

import io.sweepstake.benchmarks.Workload;
import io.sweepstake.core.engine.Device;
import io.sweepstake.core.engine.Engine;
import io.sweepstake.core.engine.Engines;
import io.sweepstake.core.training.TrainingListener;
import io.sweepstake.core.training.TrainingPack;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * How many iterations a second packs of trainings do on an engine, and the share of their matrix
 * products in a peak: {@code PackRates ENGINE SECONDS PEAK-TFLOPS SHAPE MEMBERS…}. A window's worth
 * of seconds each, after one iteration that builds the kernels.
 */
public final class PackRates {
  private PackRates() {}

  public static void main(String[] arguments) {
    Engine engine = Engines.named(arguments[0], Device.CPU);
    double seconds = Double.parseDouble(arguments[1]);
    double peak = Double.parseDouble(arguments[2]) * 1e12;
    String shape = arguments[3];
    for (String members : List.of(arguments).subList(4, arguments.length)) {
      int count = Integer.parseInt(members);
      Workload workload = Workload.of(shape);
      try (TrainingPack pack =
          TrainingPack.start(
              LongStream.rangeClosed(1, count).mapToObj(workload::spec).toList(), engine)) {
        List<TrainingListener> silent = Collections.nCopies(count, TrainingListener.NONE);
        pack.advance(1, 1, silent);
        long began = System.nanoTime();
        long iterations = 0;
        while (iterations == 0 || System.nanoTime() - began < seconds * 1e9) {
          iterations++;
          pack.advance(1 + iterations, 1, silent);
        }
        double rate = count * iterations / ((System.nanoTime() - began) / 1e9);
        System.out.printf(
            Locale.ROOT,
            "%-6s %-12s %7d %14.1f %9.1f%%%n",
            shape,
            engine.name(),
            count,
            rate,
            100 * rate * workload.flops() / peak);
      }
    }
  }
}
