package io.sweepstake.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sweepstake.jobs.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of this module on the program's own command line; nothing is started. */
class SubmitCommandTest {
  private static final Path HOME = Path.of("").toAbsolutePath().getParent();

  @TempDir Path directory;

  @BeforeAll
  static void beStartedByTheLauncher() {
    System.setProperty("sweepstake.home", HOME.toString());
  }

  @AfterAll
  static void forget() {
    System.clearProperty("sweepstake.home");
  }

  /** What a command line printed to standard output and standard error. */
  private record Said(int code, String out, String err) {}

  private static Said say(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] words = List.of(arguments).stream().map(String::valueOf).toArray(String[]::new);
    int code = Main.run(new PrintWriter(out), new PrintWriter(err), words);
    return new Said(code, out.toString(), err.toString());
  }

  @Test
  void theProgramListsTheCommandsOfThisModule() {
    assertThat(say("--help").out()).contains("\n  submit ", "\n  cluster ", "\n  sweep ");
  }

  @Test
  void everyProfileThatComesWithTheProgramMakesALine() {
    String local = dryRun("--profile", "local");
    assertThat(local).contains("--master 'local[*]'").contains("spark.driver.memory=2g");
    assertThat(dryRun("--profile", "standalone", "--master", "spark://host:7077"))
        .contains("--master spark://host:7077", "spark.cores.max=8");
    assertThat(dryRun("--profile", "yarn"))
        .contains("--master yarn", "spark.executor.instances=8", "memoryOverhead=512m");
    assertThat(
            say(
                    "submit",
                    "--profile=kubernetes",
                    "--master=k8s://https://host:6443",
                    "--dry-run",
                    "--",
                    "sweep",
                    "--setting=additive-1x2-uniform",
                    "--trials=4",
                    "--study=/studies/first")
                .out())
        .contains("--deploy-mode cluster", "spark.kubernetes.container.image=sweepstake:latest")
        .contains("local:///opt/sweepstake/sweepstake-application.jar \\\n  sweep --setting");
    assertThat(dryRun("--profile", "mini-cluster"))
        .contains("--master spark://127.0.0.1:7077", "spark.authenticate=true")
        .doesNotContain("secret");
  }

  private static String dryRun(Object... options) {
    Object[] words = new Object[options.length + 7];
    words[0] = "submit";
    System.arraycopy(options, 0, words, 1, options.length);
    List<String> rest =
        List.of("--dry-run", "--", "sweep", "--setting=uniform", "--trials=4", "--study=a b");
    for (int k = 0; k < rest.size(); k++) {
      words[options.length + 1 + k] = rest.get(k);
    }
    Said said = say(words);
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out())
        .startsWith("spark-submit \\\n  --master ")
        .contains("target/sweepstake-application.jar \\\n  sweep ")
        .endsWith("--trials=4 '--study=a b'\n");
    return said.out();
  }

  @Test
  void aLineThatIsShownHasNoSecrets() {
    assertThat(
            dryRun(
                "--profile",
                "standalone",
                "--master=spark://host:7077",
                "--conf=spark.authenticate=true",
                "--conf=spark.authenticate.secret=hush",
                "--conf=spark.executorEnv.AWS_SECRET_ACCESS_KEY=hush"))
        .doesNotContain("hush")
        .contains("spark.authenticate=true", "'spark.authenticate.secret=*********(redacted)'");
  }

  @Test
  void flagsWinOverAProfileOfOnesOwn() throws IOException {
    Path mine = directory.resolve("mine.yaml");
    Files.writeString(
        mine,
        """
        manager: standalone
        master: spark://one:7077
        executor-memory: 1g
        spark:
          spark.ui.enabled: false
          spark.network.timeout: 60s
        """);

    assertThat(
            dryRun(
                "--profile",
                mine,
                "--master=spark://two:7077",
                "--executor-memory=2g",
                "--conf=spark.network.timeout=90s",
                "--gpus-per-executor=1"))
        .contains("--master spark://two:7077")
        .contains("spark.executor.memory=2g")
        .contains("spark.ui.enabled=false")
        .contains("spark.network.timeout=90s")
        .contains("spark.task.resource.gpu.amount=1");
  }

  @Test
  void aDriverElsewhereNeedsPathsThatAreThereToo() {
    Said relative =
        say(
            "submit",
            "--profile=yarn",
            "--deploy-mode=cluster",
            "--dry-run",
            "--",
            "sweep",
            "--setting=uniform",
            "--trials=2",
            "--study=studies/first");
    assertThat(relative.code()).isEqualTo(2);
    assertThat(relative.err())
        .isEqualTo(
            "sweepstake: --study: must be a URI such as hdfs:///studies/first, or an absolute path"
                + " in deploy mode cluster, where the driver runs elsewhere, was studies/first\n");

    Said local =
        say(
            "submit",
            "--profile=yarn",
            "--deploy-mode=cluster",
            "--dry-run",
            "--",
            "resume",
            "/studies/first",
            "--trials=2");
    assertThat(local.code()).isZero();
    assertThat(local.err())
        .isEqualTo(
            "sweepstake: note: DIR /studies/first: must lie on a file system that the driver's"
                + " machine and every executor share under this name; this machine's own disk is"
                + " not enough\n");

    Said shared =
        say(
            "submit",
            "--profile=yarn",
            "--deploy-mode=cluster",
            "--dry-run",
            "--",
            "resume",
            "hdfs:///studies/first",
            "--trials=2");
    assertThat(shared.err()).isEmpty();
    assertThat(
            say(
                    "submit",
                    "--profile=yarn",
                    "--deploy-mode=cluster",
                    "--dry-run",
                    "--",
                    "sweep",
                    "-f",
                    "study.yaml")
                .err())
        .contains("--file: must be an absolute path in deploy mode cluster");
  }

  @Test
  void slipsAreFoundBeforeAClusterIsAsked() {
    assertThat(say("submit", "--profile=yarn", "--", "sweep", "--trails=4").err())
        .contains("unknown option --trails; did you mean --trials?");
    assertThat(say("submit", "--profile=yarn", "--dry-run").err())
        .contains("the command to run must be given after --");
    assertThat(say("submit", "--profile=yarn", "--", "sweeep").err())
        .contains("unknown command sweeep; did you mean sweep?");
    assertThat(say("submit", "--profile=yarn", "--", "settings", "--master=yarn").err())
        .contains("unknown option --master");
    assertThat(say("submit", "--profile=yarn", "--", "resume", "x", "--master=yarn").err())
        .contains("--master: must stand before --");
    assertThat(say("submit", "--profile=yarm", "--", "settings").err())
        .isEqualTo("sweepstake: --profile: no profile is called yarm; did you mean yarn?\n");
    assertThat(say("submit", "--profile=no/such.yaml", "--", "settings").err())
        .isEqualTo("sweepstake: no/such.yaml: no such file\n");
    Path none = directory.resolve("none");
    assertThat(
            say("submit", "--profile=mini-cluster", "--secret-file", none, "--", "settings").err())
        .isEqualTo(
            "sweepstake: secret-file: must be there while its cluster runs, is missing: "
                + none
                + "\n");
    assertThat(say("submit", "--profile=local", "--secret-file=x", "--", "settings").err())
        .isEqualTo(
            "sweepstake: profile local: secret-file: must not be given for manager local, only"
                + " standalone clusters have one, was x\n");
    assertThat(say("submit", "--profile=standalone", "--dry-run", "--", "settings").err())
        .isEqualTo("sweepstake: profile standalone: master: must be given, as spark://HOST:PORT\n");
  }

  @Test
  void managersThatOurOwnSparkDoesNotKnowNeedAnInstallation() {
    assumeTrue(System.getenv("SPARK_HOME") == null);

    assertThat(say("submit", "--profile=yarn", "--", "settings").err())
        .contains("SPARK_HOME: must name a Spark 3.5 installation with spark-yarn_*.jar");
  }

  @Test
  void theClusterCommandRefusesWhatNoClusterCanBe() {
    assertThat(say("cluster").err()).contains("choose one of start, stop, status");
    assertThat(say("cluster", "start", "--memory=100m", "--directory", directory).err())
        .isEqualTo("sweepstake: --memory: must be such as 1g and at least 600m, was 100m\n");
    assertThat(say("cluster", "start", "--port=80", "--directory", directory).err())
        .isEqualTo("sweepstake: port: must be from 1024 to 65535, or 0 for any, was 80\n");
    assertThat(say("cluster", "start", "--gpus-per-worker=-1", "--directory", directory).err())
        .contains("--gpus-per-worker: must be at least 0, was -1");
    Said status = say("cluster", "status", "--directory", directory);
    assertThat(status.code()).isEqualTo(1);
    assertThat(status.out()).startsWith("no mini-cluster is running");
    assertThat(say("cluster", "stop", "--directory", directory).code()).isZero();
  }
}
