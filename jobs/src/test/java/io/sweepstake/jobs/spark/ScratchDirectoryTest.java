package io.sweepstake.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchDirectoryTest {
  @TempDir Path parent;

  @Test
  void itIsItsUsersAlone() throws IOException {
    Path directory = ScratchDirectory.ofThisProcess().orElseThrow();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
        .isEqualTo("rwx------");
    assertThat(ScratchDirectory.ofThisProcess()).contains(directory);
  }

  @Test
  void sparkKeepsItsBlocksThere() {
    Path directory = ScratchDirectory.ofThisProcess().orElseThrow();
    SparkConf conf = new SparkConf(false);
    SparkSessions.keepPrivate(conf, "local[2]");
    assertThat(conf.get("spark.local.dir")).isEqualTo(directory.toString());
    String mine = parent.resolve("mine").toString();
    SparkSessions.keepPrivate(conf.set("spark.local.dir", mine), "local[2]");
    assertThat(conf.get("spark.local.dir")).isEqualTo(mine);
    SparkConf elsewhere = new SparkConf(false);
    SparkSessions.keepPrivate(elsewhere, "yarn");
    assertThat(elsewhere.contains("spark.local.dir")).isFalse();
  }

  /** Spark would end the process, with a stack trace. */
  @Test
  void whereSparkCannotKeepBlocksIsSaidBeforeItStarts() throws IOException {
    Path file = Files.writeString(parent.resolve("file"), "no directory");
    String nowhere = file.resolve("blocks").toString();
    SparkConf conf = new SparkConf(false).set("spark.local.dir", nowhere);
    assertThatThrownBy(() -> SparkSessions.keepPrivate(conf, "local[2]"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("spark.local.dir: must name a directory that can be written, was " + nowhere);
    SparkSessions.keepPrivate(
        conf.set("spark.local.dir", nowhere + "," + parent.resolve("one")), "local[2]");
    assertThat(parent.resolve("one")).isEmptyDirectory();
  }

  @Test
  void whatTheDeadLeftIsDeletedAndNothingElse() throws Exception {
    Path own = scratch("own");
    Path alive = scratch("alive");
    Path dead = scratch("dead");
    Path young = scratch("young");
    Path other = Files.createDirectories(parent.resolve("blockmgr-1"));
    Path precious = Files.writeString(parent.resolve("precious"), "x");
    Files.createDirectories(dead.resolve("blockmgr-2/0c"));
    Files.writeString(dead.resolve("blockmgr-2/0c/block"), "x");
    Files.createSymbolicLink(dead.resolve("blockmgr-2/link"), precious);
    Path link = Files.createSymbolicLink(parent.resolve(ScratchDirectory.PREFIX + "link"), other);
    ScratchDirectory.lock(dead).close();
    Process holder = holder(alive);
    try (FileChannel mine = ScratchDirectory.lock(own)) {
      ScratchDirectory.clean(parent, own);

      assertThat(mine.isOpen()).isTrue();
      assertThat(dead).doesNotExist();
      assertThat(own).exists();
      assertThat(alive).exists();
      assertThat(young).exists();
      assertThat(other).exists();
      assertThat(link).exists();
      assertThat(precious).exists();

      holder.destroyForcibly().waitFor();
      ScratchDirectory.clean(parent, own);
      assertThat(alive).doesNotExist();
    }
  }

  private Path scratch(String name) throws IOException {
    return Files.createDirectory(parent.resolve(ScratchDirectory.PREFIX + name));
  }

  /** Another process that holds a directory until it is killed. */
  private static Process holder(Path directory) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.getInputStream().read()).isEqualTo('!');
    return process;
  }

  /** Locks a directory, says so, and waits to be killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws Exception {
      try (FileChannel held = ScratchDirectory.lock(Path.of(arguments[0]))) {
        System.out.print(held.isOpen() ? '!' : '?');
        System.out.flush();
        Thread.sleep(600_000);
      }
    }
  }
}
