package io.sweepstake.sweeps.store.parquet;

import java.time.Duration;

/**
 * How a {@link ParquetTrialStore} trades files for freshness. Nothing here decides what survives: a
 * told trial is durable when its commit returns.
 *
 * @param flushInterval told trials reach the trial table this much later at most; zero for before
 *     their commit returns
 * @param partsBeforeCompaction small parts of the table are merged when there are so many
 * @param heartbeat how often the lease is touched; zero for never
 */
public record StoreOptions(Duration flushInterval, int partsBeforeCompaction, Duration heartbeat) {
  public static final StoreOptions DEFAULT =
      new StoreOptions(Duration.ofSeconds(1), 64, Duration.ofSeconds(5));

  public StoreOptions {
    if (flushInterval.isNegative() || heartbeat.isNegative()) {
      throw new IllegalArgumentException(
          "store: intervals must be at least 0, were " + flushInterval + " and " + heartbeat);
    }
    if (partsBeforeCompaction < 2) {
      throw new IllegalArgumentException(
          "store: parts before compaction must be at least 2, was " + partsBeforeCompaction);
    }
  }
}
