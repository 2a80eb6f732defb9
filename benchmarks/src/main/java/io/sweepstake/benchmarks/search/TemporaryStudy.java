package io.sweepstake.benchmarks.search;

import io.sweepstake.sweeps.store.Snapshot;
import io.sweepstake.sweeps.store.parquet.ParquetTrialStore;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/**
 * A study's directory that lasts as long as a measurement. It is on the disk that the build is on,
 * for the system's temporary files may be in memory, where durability costs nothing.
 */
final class TemporaryStudy implements AutoCloseable {
  private static final int ROWS_OF_A_COMMIT = 2_000;

  private final Path directory;

  TemporaryStudy() throws IOException {
    directory =
        Files.createTempDirectory(
            Files.createDirectories(Path.of("benchmarks", "target", "studies")), "study");
  }

  org.apache.hadoop.fs.Path path() {
    return new org.apache.hadoop.fs.Path(directory.resolve("study").toUri());
  }

  /** Makes a study of these trials here, as a driver would that tells many at once. */
  void write(History history) {
    List<Trial> trials = history.trials();
    try (ParquetTrialStore store =
        ParquetTrialStore.create(path(), new Configuration(false), history.spec())) {
      Snapshot snapshot = store.read();
      for (int from = 0; from < trials.size(); from += ROWS_OF_A_COMMIT) {
        int to = Math.min(trials.size(), from + ROWS_OF_A_COMMIT);
        snapshot = store.commit(snapshot, trials.subList(from, to));
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }
}
