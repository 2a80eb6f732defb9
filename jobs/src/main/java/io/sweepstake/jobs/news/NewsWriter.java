package io.sweepstake.jobs.news;

import io.sweepstake.sweeps.problem.RunningTrials.Position;
import io.sweepstake.sweeps.store.parquet.StudyFolder;
import io.sweepstake.sweeps.study.History;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Says in a study's directory, every few seconds while a search goes on, how far its trials are:
 * for {@link UnderWay}. That it cannot be written stops nothing.
 */
public final class NewsWriter implements AutoCloseable {
  private static final long SECONDS = 3;

  private final StudyFolder files;
  private final Supplier<History> study;
  private final Supplier<? extends Map<Integer, Position>> positions;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "study-news");
            thread.setDaemon(true);
            return thread;
          });
  private Map<Integer, Position> last = Map.of();
  private boolean closed;

  /**
   * Begins; what an earlier process said is gone.
   *
   * @param positions of the trials that run, by number
   */
  public NewsWriter(
      StudyFolder files,
      Supplier<History> study,
      Supplier<? extends Map<Integer, Position>> positions) {
    this.files = files;
    this.study = study;
    this.positions = positions;
    delete();
    var unused = clock.scheduleWithFixedDelay(this::write, SECONDS, SECONDS, TimeUnit.SECONDS);
  }

  /** Says it now, if it is any news. */
  public synchronized void write() {
    try {
      Map<Integer, Position> now = positions.get();
      if (!closed && !now.equals(last)) {
        files.write(UnderWay.FILE, UnderWay.text(study.get(), now));
        last = now;
      }
    } catch (IOException | RuntimeException unwritable) {
      // The next commit meets the same obstacle, and has someone to tell.
      return;
    }
  }

  /** Ends; nothing is under way any more. */
  @Override
  public synchronized void close() {
    closed = true;
    clock.shutdown();
    delete();
  }

  private void delete() {
    try {
      files.delete(UnderWay.FILE);
    } catch (IOException | RuntimeException unreachable) {
      // Of trials that do not run nothing in it is believed.
      return;
    }
  }
}
