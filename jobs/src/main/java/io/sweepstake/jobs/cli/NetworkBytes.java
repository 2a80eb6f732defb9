package io.sweepstake.jobs.cli;

import io.sweepstake.core.dl4j.NativeLibrary;
import io.sweepstake.core.dl4j.ProgramGraph;
import io.sweepstake.core.network.NetworkFile;
import java.io.IOException;

/** Networks that people bring: our own files, and DL4J graphs that were exported from them. */
final class NetworkBytes {
  private NetworkBytes() {}

  /**
   * Reads either.
   *
   * @param name of what the bytes are from, for the message
   * @throws IOException if they are neither
   */
  static NetworkFile read(String name, byte[] bytes) throws IOException {
    try {
      if (ProgramGraph.isZip(bytes)) {
        NativeLibrary.require();
        return ProgramGraph.fromBytes(bytes).network();
      }
      return NetworkFile.fromBytes(bytes);
    } catch (IllegalArgumentException | IOException e) {
      throw new IOException(name + ": " + e.getMessage(), e);
    }
  }
}
