package io.sweepstake.jobs.cli;

import io.sweepstake.jobs.spark.SparkWorkers;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.ZipException;

/**
 * Jars that bring problems of their own: {@code --plugin my.jar}, any number of times. What they
 * bring must be there before the command line is read, since their flags are part of it.
 */
final class Plugins {
  static final String OPTION = "--plugin";

  /** What Spark sends along, between commas. */
  private static final String SENT = "spark.jars";

  private Plugins() {}

  /** By which a trial's row says what it ran with, long after the jar has changed. */
  private static String known(File jar) {
    try (JarFile unused = new JarFile(jar)) {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar.toPath()));
      return jar.getName() + " sha256:" + HexFormat.of().formatHex(digest);
    } catch (ZipException another) {
      throw new IllegalArgumentException(OPTION + ": must be a jar, was " + jar, another);
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(OPTION + ": " + jar + " cannot be read", unreadable);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  /**
   * Puts the jars that a command line names beside this program's own classes, for this thread and
   * those it starts, and tells Spark to send them along, and by what each is known.
   *
   * @throws IllegalArgumentException naming a jar that is not there
   */
  static void load(String... arguments) {
    List<URL> jars = new ArrayList<>();
    List<String> paths = new ArrayList<>();
    List<String> known = new ArrayList<>();
    for (int k = 0; k < arguments.length; k++) {
      String path =
          arguments[k].startsWith(OPTION + "=")
              ? arguments[k].substring(OPTION.length() + 1)
              : arguments[k].equals(OPTION) && k + 1 < arguments.length ? arguments[k + 1] : null;
      if (path != null) {
        File jar = new File(path).getAbsoluteFile();
        if (!jar.isFile()) {
          throw new IllegalArgumentException(
              OPTION
                  + ": must be a jar, was "
                  + path
                  + (jar.exists() ? "" : ", and there is no such file"));
        }
        try {
          jars.add(jar.toURI().toURL());
        } catch (MalformedURLException impossible) {
          throw new IllegalArgumentException(OPTION + ": must be a jar, was " + path, impossible);
        }
        paths.add(jar.toString());
        known.add(known(jar));
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
      System.setProperty(SparkWorkers.PLUGINS, String.join(", ", known));
    }
  }
}
