package io.sweepstake.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, with scripts that stand in for Maven and Java: this one says how it was called. */
class LauncherTest {
  @TempDir Path temp;
  private Path home;

  private record Run(int code, String out) {}

  @BeforeEach
  void installation() throws IOException {
    home = installed(temp.resolve("here"));
    Scripts.write(
        temp.resolve("jdk/bin/java"),
        "case \"$*\" in *-version*) echo 'openjdk version \"17.0.9\"' ;;"
            + " *) echo \"$LC_ALL $*\" ;; esac");
    Scripts.write(temp.resolve("jdk/bin/javac"));
  }

  private static Path installed(Path home) throws IOException {
    Files.createDirectories(home);
    Files.copy(Path.of("../sweepstake"), home.resolve("sweepstake"));
    Files.setPosixFilePermissions(
        home.resolve("sweepstake"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(home.resolve("pom.xml"), "<project>\n  <version>1</version>\n</project>\n");
    Scripts.write(
        home.resolve("mvnw"),
        "target=$(dirname \"$0\")/cluster/target",
        "touch \"$target/core.jar\" \"$target/cluster-1.jar\"",
        "echo \"$target/core.jar\" >\"$target/runtime-class-path\"",
        "echo built");
    return home;
  }

  private Run run(String command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(temp, "out", ".txt");
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", command).directory(temp.toFile());
    builder.environment().putAll(Map.of("JAVA_HOME", temp.resolve("jdk").toString()));
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(out.toFile());
    Process process = builder.start();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(command + ": hangs");
    }
    return new Run(process.exitValue(), Files.readString(out));
  }

  private Run run(Path home) throws IOException, InterruptedException {
    return run("'" + home + "/sweepstake' best x", Map.of());
  }

  @Test
  void itBuildsOnceAndRunsWhatItBuilt() throws IOException, InterruptedException {
    Run first = run(home);
    assertThat(first.code()).as(first.out()).isZero();
    assertThat(first.out()).contains("building on first use", "cluster-1.jar:", " best x");
    assertThat(run(home).out()).doesNotContain("building").contains(home + "/cluster/target/core");
  }

  @Test
  void aCopyOfAnInstallationRunsItsOwnJars() throws IOException, InterruptedException {
    run(home);
    Path copy = temp.resolve("there");
    run("cp -a '" + home + "' '" + copy + "'", Map.of());
    Run run = run(copy);
    assertThat(run.out()).contains(copy + "/cluster/target/core.jar", "-Dsweepstake.home=" + copy);
    assertThat(run.out()).doesNotContain(home + "/", "building");
  }

  /** Java keeps classes in a file when told to; this one a word. */
  @Test
  void theFirstQueryKeepsClassesForAllThatEndSoon() throws IOException, InterruptedException {
    Scripts.write(
        temp.resolve("jdk/bin/java"),
        "case \"$*\" in *-version*) echo 'openjdk version \"17.0.9\"' ;; *) echo \"$*\" ;; esac",
        "for flag in \"$@\"; do case $flag in",
        "  -XX:ArchiveClassesAtExit=*) echo classes >\"${flag#*=}\" ;;",
        "esac; done",
        "case \"$*\" in *wrong*) exit 7 ;; esac");
    String query = "'" + home + "/sweepstake' query";
    assertThat(run(home).out()).doesNotContain("classes.jsa", "-XX:SharedArchiveFile");
    Run first = run(query + " x wrong", Map.of());
    assertThat(first.code()).isEqualTo(7);
    assertThat(first.out()).contains("the first query after a build", "-XX:ArchiveClassesAtExit=");
    assertThat(run(query + " x", Map.of()).out())
        .doesNotContain("first query", "-XX:ArchiveClassesAtExit=")
        .contains(
            "-XX:SharedArchiveFile=" + home.toRealPath() + "/cluster/target/launcher/classes");
    assertThat(run(home).out()).contains("-XX:SharedArchiveFile=", "-XX:TieredStopAtLevel=1");
    assertThat(run("'" + home + "/sweepstake' sweep", Map.of()).out())
        .doesNotContain("-XX:SharedArchiveFile=", "-XX:TieredStopAtLevel=1");
    assertThat(run(query + " x", Map.of("SWEEPSTAKE_LEAN", "1")).out())
        .doesNotContain("-XX:SharedArchiveFile=");
  }

  @Test
  void aLockThatNobodyHoldsIsBroken() throws IOException, InterruptedException {
    Path lock = Files.createDirectories(home.resolve("cluster/target/launcher/lock"));
    Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minus(Duration.ofMinutes(3))));
    assertThat(run(home).code()).isZero();
  }

  @Test
  void whereItCannotBuildItSaysSo() throws IOException, InterruptedException {
    Files.createDirectories(home.resolve("cluster/target/launcher"));
    Files.writeString(home.resolve("cluster/target/launcher/lock"), "no lock can be made");
    Run run = run(home);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("cannot build: ", "is not writable").hasLineCount(1);
  }

  @Test
  void itNeedsRoomForOpenFiles() throws IOException, InterruptedException {
    Run run = run("ulimit -n 256; here/sweepstake best x", Map.of());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .isEqualTo("sweepstake: needs at least 1024 open files, ulimit -n allows 256\n");
  }

  /** Neither a search path of cd nor a locale without letters leads it astray. */
  @Test
  void surroundingsDoNotMatter() throws IOException, InterruptedException {
    Map<String, String> odd =
        Map.of("CDPATH", temp.resolve("else") + ":/", "LC_ALL", "C", "LANG", "C");
    Files.createDirectories(temp.resolve("else/here"));
    Run run = run("here/sweepstake best x", odd);
    assertThat(run.code()).as(run.out()).isZero();
    assertThat(run.out()).contains("\nC.UTF-8 ", "-Dsweepstake.home=" + home.toRealPath() + " ");
    Run german = run("here/sweepstake best x", Map.of("LC_ALL", "de_DE.UTF-8"));
    assertThat(german.out()).contains("de_DE.UTF-8 -XX");
  }

  /** Spark 3.5 runs on Java 17 alone; a build for Spark 4 is another. */
  @Test
  void newerJdksRunSpark4() throws Exception {
    assertThat(run(home).out()).contains("building on first use");
    Map<String, String> spark4 = Map.of("SWEEPSTAKE_SPARK4", "1");
    Scripts.write(home.resolve("mvnw"), "echo \"$*\" >\"$(dirname \"$0\")/called\"");
    Run built = run("here/sweepstake best x", spark4);
    assertThat(built.out()).contains("building").contains(" best x");
    assertThat(home.resolve("called")).content().contains(" -Pspark4 ");
    assertThat(run("here/sweepstake best x", spark4).out()).doesNotContain("building");
    assertThat(run(home).out()).contains("building");
    assertThat(home.resolve("called")).content().doesNotContain("spark4");
    Scripts.write(temp.resolve("jdk/bin/java"), "echo 'openjdk version \"25.0.1\"'");
    assertThat(run("here/sweepstake best x", spark4).code()).isZero();
  }

  @Test
  void aLeanRunLeavesOutWhatOnlyDl4jNeeds() throws Exception {
    Path jars = temp.resolve("repository");
    String all =
        Stream.of("org/nd4j/guava/1/guava-1.jar", "org/deeplearning4j/nn/1/nn-1.jar", "a/b/c.jar")
            .map(jar -> jars.resolve(jar).toString())
            .collect(Collectors.joining(":"));
    for (String jar : all.split(":")) {
      Files.createDirectories(Path.of(jar).getParent());
      Files.createFile(Path.of(jar));
    }
    Scripts.write(
        home.resolve("mvnw"),
        "target=$(dirname \"$0\")/cluster/target",
        "touch \"$target/cluster-1.jar\"",
        "echo \"" + all + "\" >\"$target/runtime-class-path\"");
    assertThat(run("here/sweepstake best x", Map.of()).out()).contains("nd4j", "c.jar");
    assertThat(run("here/sweepstake best x", Map.of("SWEEPSTAKE_LEAN", "1")).out())
        .contains("cluster-1.jar", "c.jar")
        .doesNotContain("nd4j", "deeplearning4j");
  }

  @Test
  void whatIsInstalledNeedsNoClone() throws Exception {
    Files.createDirectories(home.resolve("cluster/profiles"));
    Files.createDirectories(home.resolve("cluster/gpu"));
    Path prefix = temp.resolve("a prefix");
    String install = "here/sweepstake install --prefix '" + prefix + "'";
    Run first = run(install, Map.of());
    assertThat(first.code()).as(first.out()).isZero();
    assertThat(first.out())
        .contains(
            "packing", "installed: ", "put it on the path: export PATH=", "uninstall: rm -rf ");
    Run again = run(install, Map.of("PATH", prefix + "/bin:" + System.getenv("PATH")));
    assertThat(again.code()).as(again.out()).isZero();
    assertThat(again.out()).doesNotContain("packing", "export PATH");

    run("rm -rf here", Map.of());
    Run run = run("'" + prefix + "/bin/sweepstake' best x", Map.of());
    assertThat(run.code()).as(run.out()).isZero();
    assertThat(run.out())
        .contains(prefix.toRealPath() + "/lib/sweepstake/jars/core.jar", " best x")
        .doesNotContain("building", temp.resolve("here").toString());
    assertThat(run("'" + prefix + "/bin/sweepstake' install", Map.of()).out())
        .isEqualTo(
            "sweepstake: install: this program is installed already; another copy is made from a"
                + " clone\n");
    String uninstall = first.out().replaceAll("(?s).*uninstall: ", "");
    assertThat(run(uninstall, Map.of()).code()).isZero();
    assertThat(prefix.resolve("lib")).isEmptyDirectory();
    assertThat(prefix.resolve("bin")).isEmptyDirectory();
  }

  @Test
  void anotherProgramIsNotReplaced() throws Exception {
    run(home);
    Files.createDirectories(home.resolve("cluster/profiles"));
    Files.createDirectories(home.resolve("cluster/gpu"));
    Path other = temp.resolve("prefix/bin/sweepstake");
    Scripts.write(other, "echo other");
    Run run = run("here/sweepstake install --prefix=prefix", Map.of());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("sweepstake is there, and is another program")
        .doesNotContain("packing");
    assertThat(other).content().contains("echo other");
    assertThat(run("here/sweepstake install --perfix x", Map.of()).out())
        .contains("install: unexpected argument --perfix");
    assertThat(temp.resolve("prefix/lib")).isEmptyDirectory();
  }

  @Test
  void whoWaitsForAnotherBuildIsToldAndNotForEver() throws Exception {
    Path lock = Files.createDirectories(home.resolve("cluster/target/launcher/lock"));
    Files.writeString(lock.resolve("pid"), "" + ProcessHandle.current().pid());
    Run run = run("here/sweepstake best x", Map.of("SWEEPSTAKE_PATIENCE", "3"));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("waiting for another build, of process " + ProcessHandle.current().pid())
        .contains("another build has taken too long");
  }
}
