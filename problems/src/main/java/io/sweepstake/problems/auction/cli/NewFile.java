package io.sweepstake.problems.auction.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** A file that is to be written once work is done, which would be lost if it could not be. */
final class NewFile {
  private NewFile() {}

  /**
   * Refuses files that exist, and directories that do not.
   *
   * @param option whose value it is, for messages
   * @throws IllegalArgumentException saying what is wrong
   */
  static void require(String option, Path file) {
    if (Files.exists(file)) {
      throw new IllegalArgumentException(
          option + ": must be a file that does not exist yet, was " + file);
    }
    Path parent = file.toAbsolutePath().getParent();
    if (!Files.isDirectory(parent) || !Files.isWritable(parent)) {
      throw new IllegalArgumentException(
          option + ": must be in a directory that can be written to, was " + file);
    }
  }
}
