package io.sweepstake.jobs.run;

import io.sweepstake.sweeps.analysis.ParetoSet;
import io.sweepstake.sweeps.store.parquet.ParquetTrialStore;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A study as it stands on disk, without the right to write to it.
 *
 * @param notices told in a sentence what is gone that the study can do without
 */
public record StudyView(
    Path directory, Configuration hadoop, History history, Consumer<String> notices) {
  /**
   * Reads a study, whatever it has lost.
   *
   * @throws io.sweepstake.sweeps.store.StudyException if there is none, or it is damaged
   */
  public static StudyView of(String directory) {
    return of(directory, notice -> {});
  }

  /**
   * Reads a study.
   *
   * @param notices told in a sentence what is gone that the study can do without
   * @throws io.sweepstake.sweeps.store.StudyException if there is none, or it is damaged
   */
  public static StudyView of(String directory, Consumer<String> notices) {
    Path path = new Path(directory);
    Configuration hadoop = new Configuration();
    return new StudyView(path, hadoop, ParquetTrialStore.view(path, hadoop, notices), notices);
  }

  /** The Parquet files that hold each finished trial once. */
  public List<String> parts() {
    return ParquetTrialStore.liveParts(directory, hadoop).stream().map(Path::toString).toList();
  }

  /** The numbers of the feasible trials that no other dominates. */
  public List<Integer> front() {
    return ParetoSet.of(history).front().stream()
        .filter(t -> history.spec().objective().violation(t.state().metrics()) == 0)
        .map(Trial::number)
        .toList();
  }

  /** The number of the best feasible trial, by the first goal. */
  public OptionalInt best() {
    Optional<Trial> best =
        history.best().filter(t -> history.spec().objective().violation(t.state().metrics()) == 0);
    return best.isPresent() ? OptionalInt.of(best.get().number()) : OptionalInt.empty();
  }

  /** Whether large objectives are the good ones. */
  public boolean maximizes() {
    return history.spec().objective().goals().get(0).direction() == Goal.Direction.MAXIMIZE;
  }

  /**
   * What a trial left behind under a name, if it did.
   *
   * @throws io.sweepstake.sweeps.store.StudyException if it is not as it was left
   */
  public Optional<byte[]> artifact(int trial, String name) {
    return ParquetTrialStore.artifact(directory, hadoop, trial, name, notices);
  }
}
