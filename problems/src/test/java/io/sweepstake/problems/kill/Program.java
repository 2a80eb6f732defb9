package io.sweepstake.problems.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.jobs.cli.Main;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/**
 * The program as processes that start fast: most of what one does before it is killed is loading
 * classes, which an archive of loaded ones spares it. Only classes of jars come into one.
 */
final class Program {
  private final String classPath;
  private final Path archive;

  private Program(String classPath, Path archive) {
    this.classPath = classPath;
    this.archive = archive;
  }

  /**
   * Makes the jars and the archive, by a process that does what the others will.
   *
   * @param folder for them, which does not exist
   * @param sweep that it begins with
   */
  static Program rehearsed(Path folder, List<String> sweep)
      throws IOException, InterruptedException {
    Files.createDirectory(folder);
    Program program = new Program(jars(folder), folder.resolve("classes.jsa"));
    Path said = folder.resolve("said");
    int code =
        new ProcessBuilder(
                program.words("-XX:ArchiveClassesAtExit=", Rehearsal.class.getName(), sweep))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start()
            .waitFor();
    assertThat(code).as(Files.readString(said)).isZero();
    return program;
  }

  /** A sweep, and a query of what it leaves, which uses other classes. */
  static final class Rehearsal {
    private Rehearsal() {}

    public static void main(String[] sweep) {
      String study = sweep[sweep.length - 1].substring("--study=".length());
      run(sweep);
      run("query", study, "SELECT trial, count(*), sum(step) FROM measurements GROUP BY trial");
      System.exit(0);
    }

    private static void run(String... words) {
      PrintWriter out = new PrintWriter(System.out, true);
      int code = Main.run(out, out, words);
      if (code != 0) {
        System.exit(code);
      }
    }
  }

  /** The class path of this process, whose folders are jars. */
  private static String jars(Path folder) {
    List<String> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (Files.isDirectory(Path.of(entry))) {
        String jar = folder.resolve("classes-" + entries.size() + ".jar").toString();
        ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
        assertThat(tool.run(System.out, System.err, "cf", jar, "-C", entry, ".")).isZero();
        entries.add(jar);
      } else {
        entries.add(entry);
      }
    }
    return String.join(File.pathSeparator, entries);
  }

  /** The words that start the program. */
  List<String> words(List<String> command) {
    return words("-XX:SharedArchiveFile=", Main.class.getName(), command);
  }

  private List<String> words(String use, String main, List<String> command) {
    List<String> words = new ArrayList<>();
    words.add(ProcessHandle.current().info().command().orElseThrow());
    words.addAll(
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(flag -> flag.startsWith("--add-opens") || flag.startsWith("-Djdk."))
            .toList());
    // The first compiler serves well enough; it knows no vectors, so the loops are the plain ones.
    words.addAll(List.of("-Xmx600m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    words.addAll(List.of(use + archive, "-Xlog:disable", "-cp", classPath, main));
    words.addAll(command);
    return words;
  }
}
