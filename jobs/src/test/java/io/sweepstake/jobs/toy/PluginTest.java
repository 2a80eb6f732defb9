package io.sweepstake.jobs.toy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.jobs.cli.Main;
import io.sweepstake.jobs.config.SweepConfig;
import io.sweepstake.jobs.run.RunListener;
import io.sweepstake.jobs.run.StudyReport;
import io.sweepstake.jobs.run.StudyRun;
import io.sweepstake.jobs.run.StudyView;
import io.sweepstake.sweeps.problem.ProblemKind;
import io.sweepstake.sweeps.problem.ProblemKinds;
import io.sweepstake.sweeps.store.StudyException;
import io.sweepstake.sweeps.store.parquet.StudyFolder;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A problem that comes as a jar of its own, to a program that knows none. */
@Tag("spark")
class PluginTest {
  @TempDir Path home;

  @Test
  void aJarIsSweptKilledResumedQueriedAndReported() throws Exception {
    Path jar = jar(home.resolve("valley.jar"));
    Path study = home.resolve("study");
    Path yaml = home.resolve("study.yaml");
    Files.writeString(
        yaml,
        """
        steepness: 100
        rounds: 500000
        trials: 24
        pruner: asha:factor=3
        """);
    Process killed =
        start(
            jar, "sweep", "-f", yaml.toString(), "--parallelism", "2", "--study", study.toString());
    await(killed, study);
    killed.destroyForcibly().waitFor();
    int before = StudyView.of(study.toString()).history().told();
    assertThat(before).isBetween(3, 23);

    Process resumed = start(jar, "resume", study.toString());
    assertThat(resumed.waitFor(3, TimeUnit.MINUTES)).isTrue();
    assertThat(output("err")).contains("The best trials judged anew").doesNotContain("revenue");
    assertThat(resumed.exitValue()).isZero();
    Process query =
        start(
            jar,
            "query",
            study.toString(),
            "SELECT state, count(*) AS n, min(height) AS least FROM trials GROUP BY state",
            "--format",
            "csv");
    assertThat(query.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(output("out")).contains("COMPLETE").contains("PRUNED");
    assertThat(study.resolve("report.html")).content().contains("bottom", "shaken");
    assertThat(StudyView.of(study.toString()).history().told()).isEqualTo(24);
    assertThat(study.resolve("study.json")).content().contains("\"problem\"", "valley");
  }

  @Test
  void fromJavaASweepIsTenLines() throws Exception {
    StudyReport report =
        StudyRun.sweep(
            SweepConfig.of(
                Map.of(
                    "steepness", 100,
                    "trials", 12,
                    "study", home.resolve("from-java").toString(),
                    "seed", 7)),
            RunListener.SILENT);

    assertThat(report.history().completedCount() + report.history().failedCount()).isEqualTo(12);
    assertThat(report.finalists().finalists()).hasSize(3);
    assertThat(report.table().columns()).containsExactly("name", "height", "shaken");
  }

  @Test
  void pointsThatRunAgainAreKeptAsMeanAndDeviation() throws Exception {
    String study = home.resolve("again").toString();
    var unused =
        StudyRun.sweep(
            SweepConfig.of(Map.of("steepness", 100, "trials", 4, "study", study, "retrain", 0)),
            RunListener.SILENT);
    String[] command = {"retrain", study, "--top", "2", "--seeds", "3", "--format", "csv"};
    String first = said(command);
    assertThat(first.lines().toList()).as(first).hasSizeBetween(3, 4);
    assertThat(first).startsWith("trial,seeds,").contains(",height,height_sd", ",3,");
    StudyFolder folder = new StudyFolder(study);
    int rows = folder.rows("retrainings").size();
    assertThat(rows).isEqualTo((int) first.lines().count() - 1);
    assertThat(said(command)).contains(first);
    assertThat(folder.rows("retrainings")).as("nothing new is not kept twice").hasSize(rows);
    assertThat(folder.rows("evaluations")).extracting(row -> row.get("retraining")).contains(3);
  }

  private static String said(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
    assertThat(code).as(err.toString()).isZero();
    if (arguments[0].equals("retrain")) {
      assertThat(err.toString()).containsSubsequence("runs are not there yet", "report: ");
    }
    return out.toString();
  }

  @Test
  void noAuctionIsOnTheClassPath() {
    assertThat(ProblemKinds.all()).extracting(ProblemKind::name).containsExactly("valley");
    assertThat(getClass().getResource("/io/sweepstake/core/setting/Setting.class")).isNull();
  }

  private static void await(Process sweep, Path study) throws InterruptedException {
    for (int k = 0; k < 1200 && sweep.isAlive(); k++) {
      try {
        if (StudyView.of(study.toString()).history().told() >= 3) {
          return;
        }
      } catch (StudyException notYet) {
        // It begins with Spark.
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new AssertionError("the sweep did not get anywhere");
  }

  /** The toy's classes and its service, and nothing else. */
  private static Path jar(Path jar) throws IOException {
    Path classes =
        Path.of(ValleyKind.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    String service = "META-INF/services/" + ProblemKind.class.getName();
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> toy = Files.list(classes.resolve("io/sweepstake/jobs/toy"))) {
      for (Path each : toy.filter(c -> c.getFileName().toString().startsWith("Valley")).toList()) {
        out.putNextEntry(new JarEntry("io/sweepstake/jobs/toy/" + each.getFileName()));
        Files.copy(each, out);
      }
      out.putNextEntry(new JarEntry(service));
      out.write(ValleyKind.class.getName().getBytes(StandardCharsets.UTF_8));
    }
    return jar;
  }

  private Process start(Path jar, String... arguments) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("--add") || flag.startsWith("-Djdk"))
        .forEach(line::add);
    line.add("-Xmx700m");
    line.add("-cp");
    line.add(
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("test-"))
            .collect(Collectors.joining(File.pathSeparator)));
    line.add(Main.class.getName());
    line.add("--plugin");
    line.add(jar.toString());
    line.addAll(List.of(arguments));
    return new ProcessBuilder(line)
        .redirectOutput(home.resolve("out").toFile())
        .redirectError(home.resolve("err").toFile())
        .start();
  }

  private String output(String name) throws IOException {
    return Files.readString(home.resolve(name));
  }
}
