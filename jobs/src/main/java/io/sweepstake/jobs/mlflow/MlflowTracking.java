package io.sweepstake.jobs.mlflow;

import io.sweepstake.jobs.event.Event;
import io.sweepstake.jobs.event.EventSink;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Sends trials to a server as they end, in a thread of its own. What cannot be delivered is one
 * warning, and never stops or holds up a run: {@code sweepstake mlflow} sends it later.
 */
public final class MlflowTracking implements EventSink, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final MlflowServer server;
  private final Consumer<String> warnings;
  private final ExecutorService requests =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          task -> {
            Thread thread = new Thread(task, "mlflow");
            thread.setDaemon(true);
            return thread;
          },
          new ThreadPoolExecutor.DiscardPolicy()); // when it is closed
  private final Map<String, MlflowStudy> studies = new HashMap<>(); // of the thread, by identity
  private boolean failed; // of the thread
  private boolean warned;

  /**
   * @param warnings is told once when something could not be delivered
   */
  public MlflowTracking(MlflowServer server, Consumer<String> warnings) {
    this.server = server;
    this.warnings = warnings;
  }

  @Override
  public void tell(Event event) {
    // What happens to trials on their way is no run's.
  }

  /** Sends it when those before it have been. */
  @Override
  public void ended(StudySpec spec, Trial trial) {
    requests.execute(() -> send(spec, trial));
  }

  /** After a failure nothing more is tried: each trial would wait for it anew. */
  private void send(StudySpec spec, Trial trial) {
    if (failed) {
      return;
    }
    try {
      MlflowStudy study = studies.get(spec.identity());
      if (study == null) {
        study = MlflowStudy.open(server, spec, spec.name());
        studies.put(spec.identity(), study);
      }
      study.send(trial);
    } catch (IOException | RuntimeException e) {
      failed = true;
      warn(e.getMessage());
    }
  }

  private synchronized void warn(String what) {
    if (!warned) {
      warned = true;
      warnings.accept(
          "--mlflow: " + what + "; the study goes on without, 'sweepstake mlflow' sends it later");
    }
  }

  /** Waits for what is being sent, ten seconds at most. */
  @Override
  public void close() {
    requests.shutdown();
    try {
      if (!requests.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        warn(server + " is slow, not all was sent");
        requests.shutdownNow();
      }
    } catch (InterruptedException stopping) {
      requests.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
