package io.sweepstake.jobs.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;

/**
 * The launcher filters the JVM's own standard error for one warning and hands the real one over as
 * another descriptor, so that what the program prints reaches the terminal at once and in order.
 */
final class StandardError {
  private StandardError() {}

  /** Makes {@code System.err} write to the descriptor that the launcher names, if it names one. */
  static void restore() {
    Integer descriptor = Integer.getInteger("sweepstake.stderr");
    if (descriptor == null) {
      return;
    }
    try {
      Constructor<FileDescriptor> constructor =
          FileDescriptor.class.getDeclaredConstructor(int.class);
      constructor.setAccessible(true);
      FileOutputStream stream = new FileOutputStream(constructor.newInstance(descriptor));
      System.setErr(
          new PrintStream(new BufferedOutputStream(stream, 512), true, StandardCharsets.UTF_8));
    } catch (ReflectiveOperationException | RuntimeException e) {
      // java.io is not open to us: the filtered standard error serves as well, a little later.
      return;
    }
  }
}
