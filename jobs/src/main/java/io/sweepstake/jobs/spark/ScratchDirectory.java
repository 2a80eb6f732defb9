package io.sweepstake.jobs.spark;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where this process's Spark keeps blocks on disk: a directory that only its user can enter.
 *
 * <p>Its owner holds a lock in it as long as it lives, however it ends. So what killed processes
 * left behind is known for what it is, in containers and after a restart too, and the next process
 * of the same user deletes it.
 */
final class ScratchDirectory {
  static final String PREFIX = "sweepstake-scratch-";
  private static final String LOCK = "lock";
  private static Path ofThisProcess;
  private static FileChannel held; // a channel that is collected would let go of its lock

  private ScratchDirectory() {}

  /** The directory of this process; nothing where none can be made, then Spark says why. */
  static synchronized Optional<Path> ofThisProcess() {
    if (ofThisProcess == null) {
      Path parent = Path.of(System.getProperty("java.io.tmpdir"));
      try {
        Path directory = Files.createTempDirectory(parent, PREFIX); // for its user alone
        held = lock(directory);
        directory.toFile().deleteOnExit(); // after Spark has emptied it; the last comes first
        directory.resolve(LOCK).toFile().deleteOnExit();
        ofThisProcess = directory;
        clean(parent, directory);
      } catch (IOException | UnsupportedOperationException e) {
        return Optional.ofNullable(ofThisProcess);
      }
    }
    return Optional.of(ofThisProcess);
  }

  /** Locks a directory; under its name the lock is held from the first moment. */
  static FileChannel lock(Path directory) throws IOException {
    Path draft = directory.resolve("_" + LOCK);
    FileChannel channel =
        FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
      throw new IOException(draft + ": cannot be locked");
    }
    Files.move(draft, directory.resolve(LOCK));
    return channel;
  }

  /**
   * Deletes the directories of processes that have ended.
   *
   * @param own the one that is kept, and whose owner's they must be
   */
  static void clean(Path parent, Path own) throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path directory : all) {
        if (!directory.equals(own) && abandoned(directory, own)) {
          delete(directory);
        }
      }
    }
  }

  private static boolean abandoned(Path directory, Path own) {
    try {
      if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
          || !Files.getOwner(directory).equals(Files.getOwner(own))) {
        return false;
      }
      try (FileChannel channel =
              FileChannel.open(
                  directory.resolve(LOCK), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
          FileLock lock = channel.tryLock()) {
        return lock != null;
      }
    } catch (IOException | RuntimeException notToBeTouched) {
      // Not yet locked, another's, being deleted, or locked by this very process.
      return false;
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> all = Files.walk(directory)) {
      List<Path> last = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : last) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | RuntimeException another) {
      // Somebody else is at it; what remains is deleted at the next start.
    }
  }
}
