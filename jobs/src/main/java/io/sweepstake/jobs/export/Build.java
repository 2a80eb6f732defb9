package io.sweepstake.jobs.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which build of the program this is.
 *
 * @param version the project's version
 * @param commit the commit it was built from, with {@code -dirty} when sources had been changed;
 *     {@code unknown} outside a checkout
 */
public record Build(String version, String commit) {
  private static final Build CURRENT = read();

  /** The build of the running program. */
  public static Build current() {
    return CURRENT;
  }

  private static Build read() {
    Properties properties = new Properties();
    try (InputStream stream = Build.class.getResourceAsStream("/io/sweepstake/build.properties")) {
      if (stream != null) {
        properties.load(stream);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String commit = properties.getProperty("commit", "unknown");
    return new Build(
        properties.getProperty("version", "unknown"),
        commit.isEmpty() || commit.startsWith("$") ? "unknown" : commit);
  }
}
