package io.sweepstake.sweeps.run;

import io.sweepstake.sweeps.run.trial.Pack;
import io.sweepstake.sweeps.run.trial.Packing;
import io.sweepstake.sweeps.run.trial.TrialFunction;
import io.sweepstake.sweeps.study.Trial;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs packs on daemon threads of this process. */
public final class ThreadTrialExecutor implements TrialExecutor {
  private final TrialFunction function;
  private final int slots;
  private final Packing packing;
  private final ExecutorService threads;

  /** Threads for one trial each. */
  public ThreadTrialExecutor(TrialFunction function, int slots) {
    this(function, slots, Packing.SINGLE);
  }

  /** Threads for a pack each. */
  public ThreadTrialExecutor(TrialFunction function, int slots, Packing packing) {
    if (slots < 1) {
      throw new IllegalArgumentException("parallelism: must be at least 1, was " + slots);
    }
    this.function = function;
    this.slots = slots;
    this.packing = packing;
    AtomicInteger index = new AtomicInteger();
    threads =
        Executors.newFixedThreadPool(
            slots,
            task -> {
              Thread thread = new Thread(task, "trial-" + index.getAndIncrement());
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public CompletionStage<List<Trial>> submit(Pack pack) {
    return CompletableFuture.supplyAsync(
        () -> function.advance(pack.trials(), pack.upTo()), threads);
  }

  @Override
  public int slots() {
    return slots;
  }

  @Override
  public Packing packing() {
    return packing;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
