package io.sweepstake.benchmarks.gpu;

import io.sweepstake.benchmarks.Workload;
import io.sweepstake.core.descent.LearningRate;
import io.sweepstake.core.engine.Device;
import io.sweepstake.core.engine.Engine;
import io.sweepstake.core.engine.Engines;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.RochetNet;
import io.sweepstake.core.network.TruthfulFamily;
import io.sweepstake.core.network.affine.LotteryAma;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.core.training.TrainingListener;
import io.sweepstake.core.training.TrainingPack;
import io.sweepstake.core.training.TrainingPlan;
import io.sweepstake.core.truthful.ChoicePhase;
import io.sweepstake.core.truthful.MenuChoice;
import io.sweepstake.core.truthful.Sharpness;
import io.sweepstake.core.truthful.TruthfulTrainingSpec;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * How many iterations a second packs of trainings do on an engine, and the share of their matrix
 * products in a peak: {@code PackRates ENGINE SECONDS PEAK-TFLOPS SHAPE MEMBERS…}. A window's worth
 * of seconds each, after one iteration that builds the kernels. A shape is {@code 2x2} or the like,
 * of a {@link Workload}; {@code menu}, 1,000 options on 1x2; or {@code lotteries}, 64 on 2x2.
 */
public final class PackRates {
  private static final String MENU = "menu";
  private static final String LOTTERIES = "lotteries";

  private PackRates() {}

  public static void main(String[] arguments) {
    Engine engine = Engines.named(arguments[0], Device.CPU);
    double seconds = Double.parseDouble(arguments[1]);
    double peak = Double.parseDouble(arguments[2]) * 1e12;
    String shape = arguments[3];
    for (String members : List.of(arguments).subList(4, arguments.length)) {
      int count = Integer.parseInt(members);
      try (TrainingPack pack =
          TrainingPack.start(
              LongStream.rangeClosed(1, count).mapToObj(seed -> plan(shape, seed)).toList(),
              engine)) {
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
            "%-10s %-22s %7d %14.1f %10s%n",
            shape,
            engine.name(),
            count,
            rate,
            shape.equals(MENU) || shape.equals(LOTTERIES)
                ? "-"
                : "%.1f%%".formatted(100 * rate * Workload.of(shape).flops() / peak));
      }
    }
  }

  private static TrainingPlan plan(String shape, long seed) {
    return switch (shape) {
      case MENU -> options("additive-1x2-uniform", new RochetNet(), 1000, 256, seed);
      case LOTTERIES -> options("additive-2x2-uniform", new LotteryAma(), 64, 512, seed);
      default -> Workload.of(shape).spec(seed);
    };
  }

  /** Far more iterations than there is time for. */
  private static TrainingPlan options(
      String setting, TruthfulFamily family, int size, int batch, long seed) {
    return new TruthfulTrainingSpec(
        Settings.named(setting),
        family,
        Architecture.uniform(size, 1),
        new ChoicePhase(MenuChoice.SOFT, new Sharpness(20, 200), LearningRate.constant(1e-2)),
        Optional.empty(),
        batch,
        1L << 40,
        seed,
        Optional.empty());
  }
}
