package io.sweepstake.benchmarks.cluster;

import io.sweepstake.sweeps.run.TrialExecutor;
import io.sweepstake.sweeps.run.trial.Pack;
import io.sweepstake.sweeps.run.trial.Packing;
import io.sweepstake.sweeps.sampler.Sampler;
import io.sweepstake.sweeps.store.CheckpointStore;
import io.sweepstake.sweeps.store.Snapshot;
import io.sweepstake.sweeps.store.TrialStore;
import io.sweepstake.sweeps.study.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * What a driver spends, in seconds: measured by wrapping what a sweep is made of.
 *
 * @param ask of proposing one point
 * @param commit of making one commit durable, whatever is in it
 * @param row of each trial in a commit, beside that
 * @param launch of handing one pack to Spark
 * @param schedule of Spark's scheduler, for one pack from its launch to its result
 */
public record DriverCosts(double ask, double commit, double row, double launch, double schedule) {
  DriverCosts withRow(double seconds) {
    return new DriverCosts(ask, commit, seconds, launch, schedule);
  }

  /**
   * Notes what the parts of a sweep spend on its thread. Medians, since a machine that does other
   * things too interrupts some of them for long.
   */
  static final class Meter {
    private final List<Long> asks = new ArrayList<>();
    private final List<Long> commits = new ArrayList<>();
    private final List<Long> launches = new ArrayList<>();
    private long rows;

    void clear() {
      asks.clear();
      commits.clear();
      launches.clear();
      rows = 0;
    }

    double ask() {
      return median(asks);
    }

    double commit() {
      return median(commits);
    }

    double rowsPerCommit() {
      return (double) rows / Math.max(1, commits.size());
    }

    double launch() {
      return median(launches);
    }

    private static double median(List<Long> nanos) {
      List<Long> sorted = nanos.stream().sorted().toList();
      return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2) / 1e9;
    }

    Sampler metered(Sampler sampler) {
      return (history, random) -> {
        long begun = System.nanoTime();
        try {
          return sampler.suggest(history, random);
        } finally {
          asks.add(System.nanoTime() - begun);
        }
      };
    }

    TrialStore metered(TrialStore store) {
      return new TrialStore() {
        @Override
        public Snapshot read() {
          return store.read();
        }

        @Override
        public Snapshot commit(Snapshot base, List<Trial> changed) {
          long begun = System.nanoTime();
          try {
            return store.commit(base, changed);
          } finally {
            if (!changed.isEmpty()) {
              commits.add(System.nanoTime() - begun);
              rows += changed.size();
            }
          }
        }

        @Override
        public CheckpointStore checkpoints() {
          return store.checkpoints();
        }

        @Override
        public void close() {
          store.close();
        }
      };
    }

    TrialExecutor metered(TrialExecutor executor) {
      return new TrialExecutor() {
        @Override
        public CompletionStage<List<Trial>> submit(Pack pack) {
          long begun = System.nanoTime();
          try {
            return executor.submit(pack);
          } finally {
            launches.add(System.nanoTime() - begun);
          }
        }

        @Override
        public int slots() {
          return executor.slots();
        }

        @Override
        public Packing packing() {
          return executor.packing();
        }

        @Override
        public void close() {
          executor.close();
        }
      };
    }
  }
}
