package io.sweepstake.jobs.cli.option;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where a command is to write, looked at before it begins: not after minutes of work. */
public final class OutputPlace {
  private OutputPlace() {}

  /**
   * Refuses a file that cannot be written, because it is a directory or there is none for it.
   *
   * @param option whose value it is, for messages
   * @param file which may exist, and will be replaced; null for none
   * @throws IllegalArgumentException naming the option, the rule and the value
   */
  public static void requireFile(String option, Path file) {
    if (file == null) {
      return;
    }
    Path parent = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || parent == null) {
      throw new IllegalArgumentException(option + ": must be a file, was the directory " + file);
    }
    if (!Files.isDirectory(parent) || !Files.isWritable(Files.exists(file) ? file : parent)) {
      throw new IllegalArgumentException(
          option + ": must be in a directory that can be written to, was " + file);
    }
  }

  /**
   * Refuses a file that exists, and one in a directory that does not or takes none.
   *
   * @param option whose value it is, for messages
   * @throws IllegalArgumentException naming the option, the rule and the value
   */
  public static void requireNew(String option, Path file) {
    if (Files.exists(file)) {
      throw new IllegalArgumentException(
          option + ": must be a file that does not exist yet, was " + file);
    }
    requireFile(option, file);
  }

  /**
   * Refuses a folder that is none, or cannot be made.
   *
   * @param option whose value it is, for messages
   * @param folder which need not exist; null for none
   * @throws IllegalArgumentException naming the option, the rule and the value
   */
  public static void requireFolder(String option, Path folder) {
    if (folder == null) {
      return;
    }
    Path there = folder.toAbsolutePath();
    while (!Files.exists(there)) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there) || !Files.isWritable(there)) {
      throw new IllegalArgumentException(
          option + ": must be a folder that can be written to, was " + folder);
    }
  }
}
