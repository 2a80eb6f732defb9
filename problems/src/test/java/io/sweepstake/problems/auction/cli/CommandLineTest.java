package io.sweepstake.problems.auction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.sweeps.problem.ProblemKind;
import io.sweepstake.sweeps.problem.ProblemKinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What needs no Spark: help, lists, and everything that is refused at the door. */
class CommandLineTest {
  private static final String SETTING = "additive-1x2-uniform";

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sweep",
        "resume",
        "query",
        "best",
        "settings",
        "baselines",
        "train",
        "evaluate",
        "reproduce",
        "params",
        "grid",
        "importance",
        "samplers",
        "import",
        "replay"
      })
  void everyCommandHasHelpWithAnExample(String command) {
    Run help = Run.of(command, "--help");
    assertThat(help.code()).isZero();
    assertThat(help.out()).contains("Example", "  sweepstake " + command);
  }

  @Test
  void theHelpHasExamplesOfAuctions() {
    assertThat(Run.of("--help").out())
        .contains("  sweepstake sweep --setting additive-2x2-uniform");
    assertThat(Run.of("sweep", "--help").out())
        .contains("Examples:", "--objective 'maximize revenue, minimize regret'", "-f study.yaml");
    assertThat(Run.of("grid", "--help").out()).contains("  sweepstake grid --settings uniform,exp");
    assertThat(Run.of("params", "--help").out()).contains("--setting additive-2x2-uniform");
    assertThat(Run.of("query", "--help").out()).contains("SELECT number, revenue, regret FROM");
    assertThat(Run.of("importance", "--help").out()).contains("--target regret");
    assertThat(Run.of("pruners", "--help").out()).contains("metric=train_revenue");
  }

  @Test
  void theProgramHasHelpWithEveryCommand() {
    assertThat(Run.of("--help").out())
        .contains("sweep ", "resume", "query", "best", "settings", "baselines", "train", "evaluate")
        .contains("Example");
  }

  @Test
  void examplesAreOfCommandsThatThereAre() {
    for (ProblemKind kind : ProblemKinds.all()) {
      for (String command : kind.examples().keySet()) {
        Run help = command.isEmpty() ? Run.of("help") : Run.of("help", command);
        assertThat(help.code()).as(command).isZero();
      }
    }
  }

  @Test
  void settingsAreListedInEveryFormat() {
    assertThat(Run.of("settings").out()).contains("additive-2x2-uniform", "exponential");
    assertThat(Run.of("settings", "--format", "csv").lines().get(0))
        .startsWith("setting,bidders,items,family,")
        .endsWith(",description");
    assertThat(Run.of("settings", "--format", "JSON").out()).startsWith("[\n  {\"setting\": ");
  }

  @Test
  void baselinesShowWhatClassicalAuctionsEarn() {
    Run run = Run.of("baselines", "--setting", "uniform", "--bidders", 4, "--format", "csv");
    assertThat(run.code()).isZero();
    assertThat(run.lines()).anyMatch(line -> line.matches("second price,0\\.(6|59999).*"));
    assertThat(run.lines().get(run.lines().size() - 1)).startsWith("optimum,0.61").contains("yes");
  }

  @Test
  void programsAreToldOfWrongUseInTheirLanguage() {
    Run run = Run.of("resume", "x", "--more", "many", "--log", "json");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .hasLineCount(1)
        .startsWith("{\"time\":")
        .contains("\"event\":\"error\",\"text\":\"--more: must be a whole number, was many (");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          bogus                                        | unknown command bogus; choose one of
          swep --trials 3                              | unknown command swep; did you mean sweep?
          sweep --trails 3                             | unknown option --trails; did you mean --trials?
          settings extra                               | unexpected argument extra
          settings --format xml                        | --format: must be one of table, csv, json, was xml
          settings --format cvs                        | did you mean csv?
          reproduce --preset fast                      | --preset: must be quick or full, was fast
          reproduce --only XX                          | was XX
          baselines                                    | --setting must be given
          baselines --setting additve-2x2-uniform      | the nearest is "additive-2x2-uniform"
          baselines --setting uniform --bidders two    | --bidders: must be a whole number, was two
          baselines --setting uniform --bidders 0      | bidders must be from 1
          sweep                                        | setting: must be given
          resume                                       | DIR
          query                                        | DIR
          train --setting nowhere                      | setting: there is no "nowhere"
          train --setting uniform --param width=1..9   | width: a training wants one value
          train --setting uniform --iterations 0       | iterations: must be at least 1, was 0
          best                                         | DIR must be given
          help bets                                    | unknown command bets; did you mean best?
          quarterback                                  | unknown command quarterback; choose one of sweep,
          settings --bogus                             | unknown option --bogus (see
          resume x --trials 1 --target-trials 2        | only one of --trials, --target-trials may be given
          train                                        | --setting must be given
          train --setting exchange-2x2                 | --setting: must be an auction's, exchange-2x2 is of the problem exchange
          baselines --setting repeated-3-digits        | --setting: must be an auction's, repeated-3-digits is of the problem repeated
          sweep --objective a --objective b            | --objective: may be given only once; several goals are one text, such as 'maximize gain, minimize loss'
          sweep --setting a --setting b                | --setting: may be given only once; several are swept by 'sweepstake grid --settings'
          sweep --trials 2 --trials 3                  | --trials: may be given only once
          resume x --more -1                           | more: must be at least 0, was -1
          resume x --trials -1                         | trials: must be at least 0, was -1
          resume x --more many                         | --more: must be a whole number, was many
          resume x --more 1 --target-trials 2          | only one of --more, --target-trials may be given
          resume x --device                            | Missing required parameter for option --device
          resume x --target-trials 0                   | target-trials: must be at least 1, was 0
          import x                                     | --from
          replay                                       | DIR must be given
          """)
  void wrongUseIsOneLineThatNamesTheNearestChoice(String arguments, String message) {
    Run run = Run.of((Object[]) arguments.strip().split(" +"));
    assertRefused(run, message);
    assertThat(run.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SELEC 1                   | query: Syntax error at or near 'SELEC'.
          SELECT 1 FROM trails      | query: no view is called trails; did you mean trials?
          SELECT mx(1) FROM trials  | query: no function is called mx; did you mean max?
          DROP TABLE trials         | query: only reads are allowed
          """,
      quoteCharacter = '"')
  void typosOfAQueryAreToldBeforeAnythingIsOpened(String sql, String message) {
    Run run = Run.of("query", "no such study", sql);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).hasLineCount(1).contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          --setting no-such-setting --trials 2   | setting: there is no "no-such-setting"
          --trials 0                             | trials: must be at least 1, was 0
          --trials -3                            | trials: must be at least 1, was -3
          --trials x                             | trials: must be a whole number, was x
          --trials 2 --sampler bogus             | no sampler is called bogus; choose one of
          --trials 2 --sampler tpe:candidates=no | candidates
          --trials 2 --sampler tpe:candidates    | sampler: wants names and values such as tpe:candidates=48
          --timeout 2                            | timeout: must be a time above 0 such as 45s, 90m or 1h30m, was 2
          --trials 2 --trial-timeout 0s          | trial-timeout: must be a time above 0
          --stop-at good                         | stop-at: must be a finite number, was good
          --stagnation 0                         | stagnation: must be at least 1, was 0
          --trial-timeout 1m                     | trials: must be given, or a limit
          --trials 2 --enqueue rmax_start=9      | enqueue: rmax_start: must be in [0.01, 0.04] on a log scale, was 9
          --trials 2 --enqueue lamda0=2          | enqueue: point: no such parameter lamda0
          --trials 2 --enqueue lambda0           | enqueue: wants names and values
          --trials 2 --import nowhere            | nowhere: no such study or file
          --trials 2 --family regretnett         | no family is called regretnett; did you mean regretnet?
          --trials 2 --bidders 3                 | 1 bidder
          --trials 2 --iterations 0              | iterations: must be at least 1, was 0
          --trials 2 --parallelism 0             | parallelism: must be at least 1, was 0
          --trials 2 --finalists -1              | finalists: must be at least 0, was -1
          --trials 2 --objective revenu          | no metric is called revenu; did you mean revenue?
          --trials 2 --param lambda0=log:0..1    | lambda0: a log scale needs low > 0, was 0.0
          --trials 2 --param lambda0=-1..5       | lambda0: must be at least 0, was -1
          --trials 2 --param learning_rate=0..1  | learning
          --trials 2 --param lambda=1..2         | has no parameter lambda; did you mean lambda0?
          --trials 2 --param lambda0             | --param: wants NAME=VALUES
          --trials 2 --param lambda0=NaN         | lambda0: must be a finite number
          --trials 2 --param width=0             | width: must be at least 1, was 0
          --trials 2 --param loss=budgett        | did you mean budget?
          """)
  void aSweepIsCheckedBeforeAnythingIsMade(String arguments, String message) throws IOException {
    Path study = directory.resolve("study");
    String setting = arguments.contains("--setting") ? "" : "--setting " + SETTING + " ";
    String line = "sweep --study " + study + " " + setting + arguments.strip();
    Run run = Run.of((Object[]) line.split(" +"));
    assertRefused(run, message);
    assertThat(run.code()).isEqualTo(arguments.contains("--import") ? 1 : 2);
    assertThat(contents(directory)).isEmpty();
  }

  @Test
  void yamlIsCheckedLikeFlags() throws IOException {
    Path yaml = directory.resolve("study.yaml");
    Files.writeString(
        yaml,
        """
        setting: additive-1x2-uniform
        trials: 2
        study: %s
        params:
          lambda0: .nan
        """
            .formatted(directory.resolve("study")));
    assertRefused(
        Run.of("sweep", "-f", yaml),
        yaml + " line 5, column 3: params.lambda0: must be a finite number, was NaN");
    assertRefused(Run.of("sweep", "-f", directory.resolve("no.yaml")), "no.yaml: no such file");
    assertThat(contents(directory)).containsExactly(yaml);
  }

  @Test
  void boundsThatNoTrialCanKeepAreRefused() {
    for (String bounds : List.of("regret <= -1", "efficiency >= 2", "revenue >= 1, revenue <= 0")) {
      Run run =
          Run.of(
              "sweep",
              "--setting",
              SETTING,
              "--trials",
              2,
              "--study",
              directory.resolve("study"),
              "--objective",
              "revenue subject to " + bounds);
      assertRefused(run, "objective: no trial can keep ");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          trials: many                      |  line 3, column 1: trials: must be a whole number, was many
          trials: 0                         |  line 3, column 1: trials: must be at least 1, was 0
          sampler: bogus                    |  line 4, column 1: sampler: no sampler is called bogus
          enqueue: [{rmax_start: 9}]        |  line 4, column 1: enqueue: rmax_start: must be in
          params: {lambda: 1..2}            |  line 4, column 10: param: additive-1x2-uniform-regretnet has no parameter lambda
          param: {lambda0: log:0..2}        |  line 4, column 9: lambda0: a log scale needs low > 0
          preset: slow                      |  line 4, column 1: preset: must be one of
          trails: 2                         |  line 4, column 1: no key is called trails
          timeout: soon                     |  line 4, column 1: timeout: must be a time above 0
          """)
  void aMistakeInAFileNamesThePlace(String line, String message) throws IOException {
    Path yaml = directory.resolve("study.yaml");
    String trials = line.startsWith("trials") ? "" : "trials: 2\n";
    Files.writeString(yaml, "setting: " + SETTING + "\nstudy: never\n" + trials + line + "\n");
    assertRefused(Run.of("sweep", "-f", yaml), yaml + " " + message);
  }

  @Test
  void aFlagThatReplacesAMistakeIsToBlame() throws IOException {
    Path yaml = directory.resolve("study.yaml");
    Files.writeString(yaml, "setting: " + SETTING + "\nstudy: never\ntrials: many\n");
    Run run = Run.of("sweep", "-f", yaml, "--trials", "x");
    assertThat(run.err()).startsWith("sweepstake: trials: must be a whole number, was x");
  }

  @Test
  void anEmptyFileIsSaidToBeEmpty() throws IOException {
    Path yaml = Files.createFile(directory.resolve("empty.yaml"));
    assertRefused(Run.of("sweep", "-f", yaml), yaml + ": is empty, wants keys and values");
  }

  @Test
  void helpIsACommandToo() {
    assertThat(Run.of("help").out()).contains("Usage: sweepstake", "replay", "import");
    assertThat(Run.of("help", "replay").out()).contains("Usage: sweepstake replay");
  }

  @Test
  void aFileIsNoDirectoryForAStudy() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "precious");
    assertRefused(
        Run.of("sweep", "--setting", SETTING, "--trials", 2, "--study", file),
        "must be a directory, was a file");
    assertThat(file).hasContent("precious");
  }

  @Test
  void anotherFolderIsNotTurnedIntoAStudy() throws IOException {
    Path file = Files.writeString(directory.resolve("thesis.tex"), "precious");
    assertRefused(
        Run.of("sweep", "--setting", SETTING, "--trials", 2, "--study", directory),
        "a new study needs an empty directory, there is thesis.tex");
    assertThat(contents(directory)).containsExactly(file);
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsNamed() {
    assertRefused(
        Run.of("sweep", "--setting", SETTING, "--trials", 2, "--study", "/proc/sweepstake/study"),
        "/proc/sweepstake/study: cannot be written");
  }

  @Test
  void whatIsNoStudyIsNotResumedNorAsked() throws IOException {
    Path missing = directory.resolve("missing");
    for (Path path : List.of(directory, missing)) {
      assertRefused(Run.of("resume", path, "--trials", 2), path + ": not a study");
      assertRefused(Run.of("import", path, "--remove", "a.csv"), path + ": not a study");
      assertRefused(Run.of("query", path, "SELECT 1"), path + ": not a study");
      assertRefused(Run.of("best", path), path + ": not a study");
      assertRefused(Run.of("evaluate", path), path + ": not a study");
    }
    assertThat(contents(directory)).isEmpty();
  }

  @Test
  void placesThatAreNamedByNothingAreRefusedByTheirOption() {
    assertRefused(Run.of("best", ""), "DIR: must name one, was empty");
    assertRefused(Run.of("apply", "a.network", " "), "BIDS: must name one, was empty");
    assertRefused(Run.of("sweep", "--study", ""), "--study: must name one, was empty");
    assertRefused(Run.of("export", "a.network", "--to="), "--to: must name one, was empty");
  }

  @Test
  void whatIsRepeatedHasNoSayOverTheTerminalAndAnEnd() {
    Run run = Run.of("baselines", "--setting", "\u001b[31m" + "x".repeat(9000));
    assertThat(run.err()).contains("?[31mxxx", "x…").doesNotContain("\u001b");
    assertThat(run.err().length()).isLessThan(4100);
  }

  @Test
  void placesThatNoFileSystemHasAreOneSentence() {
    assertRefused(
        Run.of("best", "at:noon"),
        "at:noon: is no path; what stands before a colon names a file system");
    assertThat(Run.of("best", "s3a://bucket/first").err())
        .contains("S3AFileSystem not found; a jar that has it must be on the class path")
        .doesNotContain("internal error");
  }

  @Test
  void whatIsNoNetworkIsNotEvaluated() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "not a network at all");
    assertRefused(Run.of("evaluate", file), file + ": network: these bytes are no network");
  }

  @Test
  void anExistingNetworkIsNotOverwritten() throws IOException {
    Path file = Files.writeString(directory.resolve("mine.network"), "precious");
    assertRefused(
        Run.of("train", "--setting", SETTING, "--out", file),
        "--out: must be a file that does not exist yet");
    assertThat(file).hasContent("precious");
  }

  @Test
  void theTraceIsThereForThoseWhoAsk() {
    assertThat(Run.of("best", directory, "--stacktrace").err()).contains("\tat io.sweepstake");
    assertThat(Run.of("sweep", "--stacktrace", "--bogus").err()).contains("\tat picocli");
  }

  private static void assertRefused(Run run, String message) {
    assertThat(run.code()).isNotZero();
    assertThat(run.err()).startsWith("sweepstake: ").contains(message.strip());
    assertThat(run.err().lines()).as("one clear line").hasSize(1);
    assertThat(run.out()).isEmpty();
  }

  private static List<Path> contents(Path directory) throws IOException {
    try (Stream<Path> paths = Files.list(directory)) {
      return paths.toList();
    }
  }
}
