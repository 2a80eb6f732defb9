package io.sweepstake.jobs.cli;

import java.io.IOException;
import java.io.OutputStream;

/** Standard output, which remembers why it could not be written: what a writer says is lost. */
final class StandardOutput extends OutputStream {
  private final OutputStream to;
  private IOException failure;

  StandardOutput(OutputStream to) {
    this.to = to;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      to.write(bytes, from, length);
    } catch (IOException full) {
      failure = failure == null ? full : failure;
      throw full;
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      to.flush();
    } catch (IOException full) {
      failure = failure == null ? full : failure;
      throw full;
    }
  }

  /** Whether something is lost that somebody reads: a reader that has left wants no more. */
  boolean lost() {
    return failure != null && !String.valueOf(failure.getMessage()).contains("Broken pipe");
  }

  /** Why, in words. */
  String reason() {
    return "standard output cannot be written: " + failure.getMessage();
  }
}
