package io.sweepstake.benchmarks;

import io.sweepstake.core.setting.Settings;
import io.sweepstake.core.valuation.ValuationDistribution;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Drawing a quarter of a million valuation profiles. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SamplingBenchmark {
  private static final int PROFILES = 262_144;

  @Param({"additive-2x2-uniform", "additive-1x4-copula", "irregular"})
  public String setting;

  private ValuationDistribution distribution;
  private ValuationProfiles block;
  private long seed;

  @Setup
  public void prepare() {
    var named = Settings.named(setting);
    distribution = named.distribution();
    block = new ValuationProfiles(PROFILES, named.bidders(), named.items());
  }

  @Benchmark
  public ValuationProfiles sample() {
    distribution.sample(0, block, seed++);
    return block;
  }
}
