package io.sweepstake.jobs.cli;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Jars that bring problems of their own: {@code --plugin my.jar}, any number of times. What they
 * bring must be there before the command line is read, since their flags are part of it.
 */
final class Plugins {
  static final String OPTION = "--plugin";

  /** What Spark sends along, between commas. */
  private static final String SENT = "spark.jars";

  private Plugins() {}

  /**
   * Puts the jars that a command line names beside this program's own classes, for this thread and
   * those it starts, and tells Spark to send them along.
   *
   * @throws IllegalArgumentException naming a jar that is not there
   */
  static void load(String... arguments) {
    List<URL> jars = new ArrayList<>();
    List<String> paths = new ArrayList<>();
    for (int k = 0; k < arguments.length; k++) {
      String path =
          arguments[k].startsWith(OPTION + "=")
              ? arguments[k].substring(OPTION.length() + 1)
              : arguments[k].equals(OPTION) && k + 1 < arguments.length ? arguments[k + 1] : null;
      if (path != null) {
        File jar = new File(path).getAbsoluteFile();
        if (!jar.isFile()) {
          throw new IllegalArgumentException(OPTION + ": must be a jar, was " + path);
        }
        try {
          jars.add(jar.toURI().toURL());
        } catch (MalformedURLException impossible) {
          throw new IllegalArgumentException(OPTION + ": must be a jar, was " + path, impossible);
        }
        paths.add(jar.toString());
      }
    }
    if (!jars.isEmpty()) {
      Thread.currentThread()
          .setContextClassLoader(
              new URLClassLoader(
                  jars.toArray(URL[]::new), Thread.currentThread().getContextClassLoader()));
      Set<String> sent = new LinkedHashSet<>(List.of(System.getProperty(SENT, "").split(",")));
      sent.remove("");
      sent.addAll(paths);
      System.setProperty(SENT, String.join(",", sent));
    }
  }
}
