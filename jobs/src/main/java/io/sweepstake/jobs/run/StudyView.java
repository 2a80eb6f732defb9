package io.sweepstake.jobs.run;

import io.sweepstake.jobs.spark.QueriedStudy;
import io.sweepstake.sweeps.analysis.ParetoSet;
import io.sweepstake.sweeps.figure.Illustrated;
import io.sweepstake.sweeps.problem.MetricColumn;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.store.parquet.ParquetTrialStore;
import io.sweepstake.sweeps.store.parquet.StudyFolder;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialColumn;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
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

  /**
   * What a study on disk is about.
   *
   * @throws IllegalArgumentException if it is about nothing that is here, naming the jars that its
   *     trials ran with
   */
  public static StudyDefinition definition(History history) {
    try {
      return StudyDefinition.of(history.spec());
    } catch (IllegalArgumentException unknown) {
      throw MissingJars.of(history, unknown);
    }
  }

  /** The Parquet files that hold each finished trial once. */
  public List<String> parts() {
    return ParquetTrialStore.liveParts(directory, hadoop).stream().map(Path::toString).toList();
  }

  /** What queries want to know of it. */
  public QueriedStudy queried() throws IOException {
    return new QueriedStudy(
        directory.toString(), parts(), removed(), best(), front(), maximizes(), this::meanings);
  }

  private List<Integer> removed() {
    return history.trials().stream().filter(Trial::removed).map(Trial::number).toList();
  }

  /** What metrics and hyper-parameters are, as far as it is known where the problem is not. */
  private Map<String, String> meanings() {
    Map<String, String> meanings = new HashMap<>();
    for (Param<?> param : history.spec().space().params()) {
      meanings.put(TrialColumn.PARAMS + param.name(), "hyper-parameter, " + param.range());
    }
    try {
      for (MetricColumn metric : definition(history).problem().metrics()) {
        String unit = metric.unit().isBlank() ? "" : ", in " + metric.unit();
        meanings.put(metric.name(), metric.meaning() + unit);
      }
    } catch (IllegalArgumentException elsewhere) {
      // Of a jar that is not loaded: rows can be asked for all the same.
      notices.accept("what metrics mean is not known here: " + elsewhere.getMessage());
    }
    return meanings;
  }

  /** The numbers of the feasible trials that no other dominates. */
  public List<Integer> front() {
    return ParetoSet.of(history).front().stream()
        .filter(t -> history.spec().objective().violation(t.state().metrics()) == 0)
        .map(Trial::number)
        .toList();
  }

  /**
   * What the study's last report found to be its best; empty before that, and with several goals.
   */
  public Optional<Verdict> verdict() throws IOException {
    return Verdict.in(new StudyFolder(directory.toString()), history)
        .filter(named -> !Ranking.severalGoals(history));
  }

  /** The best completed trials, that of the verdict first and as it was judged. */
  public List<Trial> best(int count) throws IOException {
    Optional<Verdict> named = verdict();
    if (named.isEmpty()) {
      return Ranking.best(history, count);
    }
    List<Trial> best = new ArrayList<>();
    best.add(named.get().of(history.trial(named.get().trial())));
    Ranking.best(history, count + 1).stream()
        .filter(trial -> trial.number() != named.get().trial())
        .forEach(best::add);
    return best.subList(0, Math.min(count, best.size()));
  }

  /** The number of the best feasible trial: the verdict's, else by the first goal. */
  public OptionalInt best() throws IOException {
    Optional<Trial> best =
        best(1).stream()
            .filter(t -> history.spec().objective().violation(t.state().metrics()) == 0)
            .findFirst();
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

  /** It for whoever draws what it has learned. */
  public Illustrated illustrated() throws IOException {
    return Verdict.illustrated(history, verdict(), this::artifact, this::bytes);
  }

  /** A file of the study, if it is there. */
  public Optional<byte[]> bytes(String name) throws IOException {
    Path file = new Path(directory, name);
    try (FSDataInputStream in = file.getFileSystem(hadoop).open(file)) {
      return Optional.of(in.readAllBytes());
    } catch (FileNotFoundException absent) {
      return Optional.empty();
    }
  }
}
