package io.sweepstake.sweeps.run;

import io.sweepstake.sweeps.pruner.Rung;
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
  private final ExecutorService threads;

  public ThreadTrialExecutor(TrialFunction function, int slots) {
    if (slots < 1) {
      throw new IllegalArgumentException("parallelism: must be at least 1, was " + slots);
    }
    this.function = function;
    this.slots = slots;
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
  public CompletionStage<List<Trial>> submit(List<Trial> pack, Rung upTo) {
    return CompletableFuture.supplyAsync(() -> function.advance(pack, upTo), threads);
  }

  @Override
  public int slots() {
    return slots;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
