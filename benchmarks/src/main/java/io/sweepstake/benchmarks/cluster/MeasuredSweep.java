package io.sweepstake.benchmarks.cluster;

import com.sun.management.OperatingSystemMXBean;
import io.sweepstake.sweeps.pruner.NoPruner;
import io.sweepstake.sweeps.run.Budget;
import io.sweepstake.sweeps.run.Progress;
import io.sweepstake.sweeps.run.Study;
import io.sweepstake.sweeps.run.Sweep;
import io.sweepstake.sweeps.run.SweepListener;
import io.sweepstake.sweeps.run.SweepPlan;
import io.sweepstake.sweeps.run.TrialExecutor;
import io.sweepstake.sweeps.sampler.RandomSampler;
import io.sweepstake.sweeps.store.TrialStore;
import io.sweepstake.sweeps.store.parquet.ParquetTrialStore;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Timing;
import io.sweepstake.sweeps.study.Trial;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** A sweep of simulated trainings into a study on a disk, and what it cost the driver. */
final class MeasuredSweep implements SweepListener {
  private static final String SCHEDULER = "dag-scheduler-event-loop";
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final int warm;
  private final List<Integer> looks;
  private final DriverCosts.Meter meter = new DriverCosts.Meter();
  private final Map<Integer, Double> heap = new LinkedHashMap<>();
  private int counted; // trials told when counting began
  private long warmNanos;
  private long scheduled;
  private History history;
  private double trialsPerSecond;
  private double schedule;
  private long processorAtStart;
  private double processor;

  /**
   * @param warm trials before the first that counts
   * @param looks after how many trials to look at the heap
   */
  MeasuredSweep(int warm, List<Integer> looks) {
    this.warm = warm;
    this.looks = looks;
  }

  /** Runs so many trials, as many at a time as the executor has slots, into a new directory. */
  MeasuredSweep run(TrialExecutor executor, int trials, Path directory)
      throws IOException, InterruptedException {
    return run(executor, executor.slots(), trials, directory);
  }

  MeasuredSweep run(TrialExecutor executor, int atATime, int trials, Path directory)
      throws IOException, InterruptedException {
    Files.createDirectories(directory.getParent());
    try (TrialStore store =
        ParquetTrialStore.create(
            new org.apache.hadoop.fs.Path(directory.toUri()),
            new Configuration(false),
            SimulatedTraining.study())) {
      Study study =
          new Study(
              meter.metered(store), meter.metered(new RandomSampler()), InstantSource.system());
      history =
          new Sweep(
                  study,
                  new NoPruner(),
                  meter.metered(executor),
                  SweepPlan.asynchronous(Budget.total(trials), atATime),
                  this)
              .run();
    }
    trialsPerSecond = (trials - counted) / ((System.nanoTime() - warmNanos) / 1e9);
    processor = (SYSTEM.getProcessCpuTime() - processorAtStart) / 1e9 / (trials - counted);
    schedule = (schedulerNanos() - scheduled) / 1e9 / (trials - counted);
    return this;
  }

  @Override
  public void told(Trial trial, Progress progress) {
    // Trials that end together are told in one commit: the count skips numbers.
    if (counted == 0 && progress.told() >= warm) {
      meter.clear();
      counted = progress.told();
      warmNanos = System.nanoTime();
      scheduled = schedulerNanos();
      processorAtStart = SYSTEM.getProcessCpuTime();
    }
    for (int look : looks) {
      if (progress.told() >= look && !heap.containsKey(look)) {
        heap.put(look, heapMegabytes());
      }
    }
  }

  double trialsPerSecond() {
    return trialsPerSecond;
  }

  /** Megabytes in use once the collector has been, by how many trials had been told. */
  Map<Integer, Double> heap() {
    return heap;
  }

  DriverCosts costs() {
    // A row's share is in the commit: with few slots there are few rows to a commit.
    return new DriverCosts(meter.ask(), meter.commit(), 0, meter.launch(), schedule);
  }

  /** Seconds of processor time per trial, of all threads of this process. */
  double processor() {
    return processor;
  }

  double rowsPerCommit() {
    return meter.rowsPerCommit();
  }

  /**
   * The share of the slots' time spent in trials, from the first start to the last start: while
   * there was still something to hand out.
   */
  double utilisation(int slots) {
    Instant first =
        history.trials().stream()
            .map(t -> t.timing().started())
            .min(Instant::compareTo)
            .orElseThrow();
    Instant last =
        history.trials().stream()
            .map(t -> t.timing().started())
            .max(Instant::compareTo)
            .orElseThrow();
    double worked = 0;
    for (Trial trial : history.trials()) {
      Timing timing = trial.timing();
      Instant end = timing.finished().isBefore(last) ? timing.finished() : last;
      Duration within = Duration.between(timing.started(), end);
      worked += within.isNegative() ? 0 : within.toNanos();
    }
    return worked / ((double) Duration.between(first, last).toNanos() * slots);
  }

  private static long schedulerNanos() {
    for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      if (thread != null && thread.getThreadName().equals(SCHEDULER)) {
        return THREADS.getThreadCpuTime(thread.getThreadId());
      }
    }
    return 0;
  }

  private static double heapMegabytes() {
    // Twice, with a pause: Spark lets go of what the first finds unreachable.
    for (int k = 0; k < 3; k++) {
      System.gc();
      try {
        Thread.sleep(500);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
  }
}
