package io.sweepstake.jobs.spark;

import io.sweepstake.jobs.export.Build;
import io.sweepstake.jobs.spark.device.TaskDevices;
import io.sweepstake.sweeps.run.trial.Pack;
import io.sweepstake.sweeps.run.trial.TrialFunction;
import io.sweepstake.sweeps.study.Provenance;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState.Cause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/**
 * The code of a task: advances a pack, turns whatever is thrown into rows, and says in every row
 * where it came from.
 */
final class TrialTask implements Function<Pack, ArrayList<Trial>> {
  private static final long serialVersionUID = 1;

  private final Broadcast<TrialFunction> function;
  private final TrialPositions positions;

  /**
   * @param positions tells the driver how far the trials have come; null where the driver is this
   *     process and sees for itself
   */
  TrialTask(Broadcast<TrialFunction> function, TrialPositions positions) {
    this.function = function;
    this.positions = positions;
  }

  @Override
  public ArrayList<Trial> call(Pack pack) {
    try (TaskDevices.Held held = TaskDevices.ofThisProcess().take()) {
      if (positions != null) {
        pack.trials().forEach(trial -> positions.add(trial.number()));
      }
      Provenance provenance = provenance().with("device", held.device().name());
      ArrayList<Trial> rows = new ArrayList<>();
      for (Trial row : advanced(pack)) {
        rows.add(row.withProvenance(provenance.with(row.provenance())));
      }
      return rows;
    }
  }

  private List<Trial> advanced(Pack pack) {
    Instant started = Instant.now();
    List<Trial> trials =
        pack.trials().stream()
            .map(trial -> trial.timing().started() == null ? trial.started(started) : trial)
            .toList();
    try {
      return function.value().advance(trials, pack.upTo());
    } catch (TaskKilledException cancelled) {
      throw cancelled;
    } catch (OutOfMemoryError full) {
      return failed(pack, started, Cause.OUT_OF_MEMORY, String.valueOf(full.getMessage()));
    } catch (Exception | LinkageError | AssertionError | StackOverflowError thrown) {
      return failed(pack, started, Cause.BUG, String.valueOf(thrown));
    }
  }

  private static List<Trial> failed(Pack pack, Instant started, Cause cause, String message) {
    Instant now = Instant.now();
    return pack.trials().stream()
        .map(trial -> trial.finished() ? trial : trial.started(started).failed(cause, message, now))
        .toList();
  }

  private static Provenance provenance() {
    Build build = Build.current();
    String plugins = SparkEnv.get().conf().get(SparkWorkers.PLUGINS, "");
    Provenance here = Provenance.ofThisProcess();
    return (plugins.isEmpty() ? here : here.with("plugins", plugins))
        .with("version", build.version())
        .with("commit", build.commit())
        .with("spark_app", SparkEnv.get().conf().getAppId())
        .with("executor", SparkEnv.get().executorId())
        .with("task_attempt", String.valueOf(TaskContext.get().attemptNumber()));
  }
}
