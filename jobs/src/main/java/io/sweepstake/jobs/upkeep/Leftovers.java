package io.sweepstake.jobs.upkeep;

import io.sweepstake.jobs.run.Ranking;
import io.sweepstake.jobs.run.StudyView;
import io.sweepstake.jobs.run.Verdict;
import io.sweepstake.sweeps.store.parquet.ParquetTrialStore;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Checkpoint;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What a study's directory holds that nothing needs.
 *
 * <p>Kept is what {@code resume}, {@code best}, {@code evaluate} and {@code export} ask for: what
 * the best trials left, those of the front, the default and the one that is named; checkpoints
 * while any trial is under way or waits at a rung; all tables and logs.
 *
 * @param files that nothing needs
 * @param kept how many bytes the others have
 */
public record Leftovers(List<Leftover> files, long kept) {
  private static final Pattern ARTIFACT = Pattern.compile("trial-(\\d+)-(.+)");
  private static final Pattern CHECKPOINT = Pattern.compile("trial-(\\d+)-step-(\\d+)\\.bin");

  /** Why nothing needs a file. */
  public enum Kind {
    /** What trials left that are not among the best. */
    ARTIFACT,
    /** What no trial goes on from. */
    CHECKPOINT,
    /** What a driver was writing when it died. */
    UNFINISHED
  }

  /**
   * A file that nothing needs.
   *
   * @param path within the study
   */
  public record Leftover(Kind kind, String path, long bytes) {}

  public Leftovers {
    files = List.copyOf(files);
  }

  /**
   * Those of a study.
   *
   * @param best how many of its best trials keep what they left
   */
  public static Leftovers of(StudyView study, int best) throws IOException {
    Set<Integer> keeping = keeping(study, best);
    boolean underWay = !study.history().open().isEmpty();
    List<Leftover> files = new ArrayList<>();
    long kept = 0;
    FileSystem system = study.directory().getFileSystem(new Configuration());
    int root = system.makeQualified(study.directory()).toUri().getPath().length() + 1;
    for (FileStatus file : all(system, study.directory())) {
      String path = file.getPath().toUri().getPath().substring(root);
      String name = file.getPath().getName();
      String folder = path.substring(0, path.length() - name.length());
      Matcher artifact = ARTIFACT.matcher(name);
      Kind kind = null;
      if (name.startsWith("_")) {
        kind = Kind.UNFINISHED;
      } else if (folder.equals("artifacts/") && artifact.matches()) {
        kind = keeping.contains(Integer.parseInt(artifact.group(1))) ? null : Kind.ARTIFACT;
      } else if (folder.equals("checkpoints/") && CHECKPOINT.matcher(name).matches()) {
        kind = underWay ? null : Kind.CHECKPOINT;
      }
      if (kind == null) {
        kept += file.getLen();
      } else {
        files.add(new Leftover(kind, path, file.getLen()));
      }
    }
    files.sort(Comparator.comparing(Leftover::kind).thenComparing(Leftover::path));
    return new Leftovers(files, kept);
  }

  /** The trials whose artifacts somebody may ask for. */
  private static Set<Integer> keeping(StudyView study, int best) throws IOException {
    History history = study.history();
    Set<Integer> keeping = new TreeSet<>(study.front());
    Ranking.best(history, best).stream().map(Trial::number).forEach(keeping::add);
    study.best(best).stream().map(Trial::number).forEach(keeping::add);
    study.verdict().map(Verdict::trial).ifPresent(keeping::add);
    history.trials().stream()
        .filter(trial -> !trial.finished() || trial.ask().source().equals(Ask.DEFAULT))
        .map(Trial::number)
        .forEach(keeping::add);
    return keeping;
  }

  /** All files of a study; a study within, of points that were run again, is its own. */
  private static List<FileStatus> all(FileSystem files, Path study) throws IOException {
    List<FileStatus> all = new ArrayList<>();
    for (FileStatus entry : files.listStatus(study)) {
      if (entry.isFile()) {
        all.add(entry);
      } else if (!entry.getPath().getName().equals("retrained")) {
        addAll(files, entry.getPath(), all);
      }
    }
    return all;
  }

  private static void addAll(FileSystem files, Path folder, List<FileStatus> all)
      throws IOException {
    try {
      for (FileStatus entry : files.listStatus(folder)) {
        if (entry.isFile()) {
          all.add(entry);
        } else {
          addAll(files, entry.getPath(), all);
        }
      }
    } catch (FileNotFoundException goneMeanwhile) {
      // By a driver at work; what is not there takes no room.
    }
  }

  /** How many bytes they have. */
  public long bytes() {
    return files.stream().mapToLong(Leftover::bytes).sum();
  }

  /**
   * Deletes them.
   *
   * @param store the study, held by this process
   */
  public void free(ParquetTrialStore store) throws IOException {
    for (Leftover file : files) {
      Matcher artifact = ARTIFACT.matcher(new Path(file.path()).getName());
      Matcher checkpoint = CHECKPOINT.matcher(new Path(file.path()).getName());
      switch (file.kind()) {
        case ARTIFACT -> {
          if (artifact.matches()) {
            store.discard(Integer.parseInt(artifact.group(1)), artifact.group(2));
          }
        }
        case CHECKPOINT -> {
          if (checkpoint.matches()) {
            store
                .checkpoints()
                .delete(
                    new Checkpoint(
                        Integer.parseInt(checkpoint.group(1)),
                        Long.parseLong(checkpoint.group(2))));
          }
        }
        case UNFINISHED -> store.folder().delete(file.path());
      }
    }
  }
}
