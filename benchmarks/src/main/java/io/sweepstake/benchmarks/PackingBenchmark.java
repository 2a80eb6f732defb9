package io.sweepstake.benchmarks;

import io.sweepstake.core.quadratic.Packing;
import io.sweepstake.core.quadratic.PackingSolver;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * 128 optimisations of 24 variables and 14 constraints, those of a seven-type kidney exchange with
 * something of every type, forward and backward.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PackingBenchmark {
  private static final int PROBLEMS = 128;
  private static final int TYPES = 7;

  /** Whether searches begin at a solution for an objective a little different. */
  @Param({"false", "true"})
  public boolean warm;

  private PackingSolver solver;
  private final double[][] objectives = new double[PROBLEMS][];
  private final double[][] capacities = new double[PROBLEMS][];
  private final double[][] solutions = new double[PROBLEMS][];
  private final double[][] starts = new double[PROBLEMS][];
  private double[] gradient;

  @Setup(Level.Trial)
  public void prepare() {
    List<Packing.Column> columns = new ArrayList<>();
    for (int type = 0; type + 1 < TYPES; type++) {
      for (int pair = 0; pair < 4; pair++) {
        int one = pair / 2 * TYPES + type;
        int other = pair % 2 * TYPES + type + 1;
        columns.add(
            new Packing.Column(
                new int[] {Math.min(one, other), Math.max(one, other)}, new double[] {1, 1}));
      }
    }
    solver = new PackingSolver(new Packing(2 * TYPES, columns), 0.1);
    Random random = new Random(1);
    gradient = random.doubles(columns.size(), -1, 1).toArray();
    for (int k = 0; k < PROBLEMS; k++) {
      objectives[k] = random.doubles(columns.size(), -1, 5).toArray();
      capacities[k] = random.ints(2L * TYPES, 1, 6).asDoubleStream().toArray();
      starts[k] = new double[columns.size()];
      solutions[k] = new double[columns.size()];
      if (warm) {
        solver.solve(objectives[k], capacities[k], starts[k]);
        objectives[k][random.nextInt(columns.size())] += 0.02;
      }
    }
  }

  @Benchmark
  public double[] forwardAndBackward() {
    double[] ofObjective = new double[gradient.length];
    double[] ofCapacities = new double[2 * TYPES];
    for (int k = 0; k < PROBLEMS; k++) {
      System.arraycopy(starts[k], 0, solutions[k], 0, gradient.length);
      solver.solve(objectives[k], capacities[k], solutions[k]);
      solver.backward(
          objectives[k], capacities[k], solutions[k], gradient, ofObjective, ofCapacities);
    }
    return ofObjective;
  }
}
