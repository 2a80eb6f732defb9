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
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.jar.JarFile;
import java.util.zip.ZipException;

/**
 * Jars that bring problems of their own: {@code --plugin my.jar}, any number of times. What they
 * bring must be there before the command line is read, since their flags are part of it.
 */
final class Plugins {
  static final String OPTION = "--plugin";

  private static final String SERVICES = "META-INF/services/";

  /** What Spark sends along, between commas. */
  private static final String SENT = "spark.jars";

  private Plugins() {}

  /** By which a trial's row says what it ran with, long after the jar has changed. */
  private static String known(File jar, AtomicBoolean services) {
    try (JarFile entries = new JarFile(jar)) {
      services.compareAndSet(
          false, entries.stream().anyMatch(entry -> entry.getName().startsWith(SERVICES)));
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

  /** The class of a jar that an error was thrown in, if it was in one. */
  static Optional<String> culprit(Throwable error) {
    if (!(Thread.currentThread().getContextClassLoader() instanceof Beside beside)) {
      return Optional.empty();
    }
    return Arrays.stream(error.getStackTrace())
        .map(StackTraceElement::getClassName)
        .filter(name -> !name.startsWith("java."))
        .findFirst()
        .filter(beside::brings);
  }

  /** The jars beside the program's own classes. */
  private static final class Beside extends URLClassLoader {
    Beside(URL[] jars, ClassLoader program) {
      super(jars, program);
    }

    boolean brings(String name) {
      return findResource(name.replace('.', '/') + ".class") != null;
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
    AtomicBoolean services = new AtomicBoolean();
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
        known.add(known(jar, services));
      }
    }
    if (!jars.isEmpty()) {
      if (!services.get()) {
        throw new IllegalArgumentException(
            OPTION + ": must bring a service, but there is no " + SERVICES + " in " + paths.get(0));
      }
      Thread.currentThread()
          .setContextClassLoader(
              new Beside(jars.toArray(URL[]::new), Thread.currentThread().getContextClassLoader()));
      Set<String> sent = new LinkedHashSet<>(List.of(System.getProperty(SENT, "").split(",")));
      sent.remove("");
      sent.addAll(paths);
      System.setProperty(SENT, String.join(",", sent));
      System.setProperty(SparkWorkers.PLUGINS, String.join(", ", known));
    }
  }
}
