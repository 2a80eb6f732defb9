package io.sweepstake.problems.auction.reproduction;

import io.sweepstake.core.training.TrainingCheckpoint;
import io.sweepstake.jobs.export.WholeFile;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A training on its way, and what it has taken so far.
 *
 * @param wallSeconds until the checkpoint
 * @param processorSeconds likewise, of the training's thread
 */
record SavedTraining(TrainingCheckpoint checkpoint, double wallSeconds, double processorSeconds) {
  /** Writes a file whole, in place of one of that name. */
  void write(Path file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeDouble(wallSeconds);
      out.writeDouble(processorSeconds);
      out.write(checkpoint.toBytes());
    }
    Files.createDirectories(file.getParent());
    WholeFile.write(file, bytes.toByteArray());
  }

  /**
   * Reads a file back; empty if there is none.
   *
   * @throws IOException naming the file, if it is no saved training
   */
  static Optional<SavedTraining> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      double wall = in.readDouble();
      double processor = in.readDouble();
      return Optional.of(
          new SavedTraining(TrainingCheckpoint.fromBytes(in.readAllBytes()), wall, processor));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }
}
