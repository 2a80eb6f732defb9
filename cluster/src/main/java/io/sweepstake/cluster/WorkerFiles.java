package io.sweepstake.cluster;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The directories of a mini-cluster's workers: what executors say, and what they keep on disk while
 * they run. Only the user who starts the cluster can enter them.
 */
final class WorkerFiles {
  private static final Set<PosixFilePermission> PRIVATE =
      Set.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private static final String BLOCKS = "blocks-";

  private WorkerFiles() {}

  /** Jars, and what executors say, of a worker. */
  static Path work(Path directory, int worker) {
    return directory.resolve("work-" + worker);
  }

  /** Blocks that a worker's executors keep on disk. */
  static Path blocks(Path directory, int worker) {
    return directory.resolve(BLOCKS + worker);
  }

  /**
   * Makes them, and deletes the blocks that executors of an earlier cluster left when they were
   * killed.
   *
   * @param directory in which no cluster runs
   */
  static void prepare(Path directory, int workers) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, BLOCKS + "*")) {
      for (Path blocks : left) {
        delete(blocks);
      }
    }
    for (int worker = 1; worker <= workers; worker++) {
      for (Path own : new Path[] {blocks(directory, worker), work(directory, worker)}) {
        Files.createDirectories(own);
        Files.setPosixFilePermissions(own, PRIVATE);
      }
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
