package io.sweepstake.benchmarks.search;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Milliseconds of processor time per operation, over all threads, the compiler's and the
 * collector's among them: what is left of a measurement on a machine that does other things too.
 * Benchmarks, which have one thread each, do what they measure inside {@link #of}.
 */
public final class CpuTime implements InternalProfiler {
  static final String LABEL = "cpu";

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private static long spent;
  private static int operations;

  /** Does an operation and keeps account of it: what is set up before is none of its cost. */
  static <T> T of(Callable<T> operation) throws Exception {
    long begun = SYSTEM.getProcessCpuTime();
    T result = operation.call();
    spent += SYSTEM.getProcessCpuTime() - begun;
    operations++;
    return result;
  }

  @Override
  public String getDescription() {
    return "processor time per operation, all threads";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    spent = 0;
    operations = 0;
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double millis = spent / 1e6 / Math.max(1, operations);
    return List.of(new ScalarResult(LABEL, millis, "ms/op", AggregationPolicy.AVG));
  }
}
