package io.sweepstake.benchmarks.cluster;

import io.sweepstake.sweeps.pruner.Rung;
import io.sweepstake.sweeps.run.TrialExecutor;
import io.sweepstake.sweeps.sampler.Sampler;
import io.sweepstake.sweeps.store.CheckpointStore;
import io.sweepstake.sweeps.store.Snapshot;
import io.sweepstake.sweeps.store.TrialStore;
import io.sweepstake.sweeps.study.Trial;
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

  /** Adds up what the parts of a sweep spend on its thread. */
  static final class Meter {
    private long asking;
    private long asks;
    private long committing;
    private long commits;
    private long rows;
    private long launching;
    private long launches;

    void clear() {
      asking = asks = committing = commits = rows = launching = launches = 0;
    }

    double ask() {
      return asking / 1e9 / Math.max(1, asks);
    }

    double commit() {
      return committing / 1e9 / Math.max(1, commits);
    }

    double rowsPerCommit() {
      return (double) rows / Math.max(1, commits);
    }

    double launch() {
      return launching / 1e9 / Math.max(1, launches);
    }

    Sampler metered(Sampler sampler) {
      return (history, random) -> {
        long begun = System.nanoTime();
        try {
          return sampler.suggest(history, random);
        } finally {
          asking += System.nanoTime() - begun;
          asks++;
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
            committing += System.nanoTime() - begun;
            commits += changed.isEmpty() ? 0 : 1;
            rows += changed.size();
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
        public CompletionStage<List<Trial>> submit(List<Trial> pack, Rung upTo) {
          long begun = System.nanoTime();
          try {
            return executor.submit(pack, upTo);
          } finally {
            launching += System.nanoTime() - begun;
            launches++;
          }
        }

        @Override
        public int slots() {
          return executor.slots();
        }

        @Override
        public int packSize() {
          return executor.packSize();
        }

        @Override
        public void close() {
          executor.close();
        }
      };
    }
  }
}
