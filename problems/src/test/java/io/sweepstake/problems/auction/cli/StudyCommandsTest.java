package io.sweepstake.problems.auction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.training.Training;
import io.sweepstake.jobs.config.Limits;
import io.sweepstake.jobs.run.RunOrder;
import io.sweepstake.jobs.run.StudyView;
import io.sweepstake.jobs.run.UnfinishedRun;
import io.sweepstake.sweeps.run.Budget;
import io.sweepstake.sweeps.store.parquet.ParquetTrialStore;
import io.sweepstake.sweeps.store.parquet.StudyFolder;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The main job on real trainings, short ones, and what can be done with its study. */
@Tag("spark")
class StudyCommandsTest extends SweptStudy {
  @Test
  void aSweepLeavesOneRowPerTrialAndAReport() throws IOException {
    assertThat(sweep.err()).contains("4/4 trials", "trial 3: ", "report: ");
    assertThat(sweep.code()).isZero();
    assertThat(query("SELECT number, state FROM trials ORDER BY number"))
        .containsExactly("number,state", "0,COMPLETE", "1,COMPLETE", "2,COMPLETE", "3,COMPLETE");
    assertThat(study)
        .isDirectoryContaining("glob:**/study.json")
        .isDirectoryContaining("glob:**/trials.csv")
        .isDirectoryContaining("glob:**/best.json")
        .isDirectoryContaining("glob:**/report.html");
    assertThat(Files.readString(study.resolve("report.html")))
        .contains("<svg", "Manelli-Vincent", "The auction", "optimal regions");
  }

  @Test
  void standardOutputHasTheFinalistsBesideTheClassicalAuctions() {
    assertThat(sweep.lines().get(0)).startsWith("auction,revenue,revenue_se,regret");
    assertThat(sweep.lines().get(1)).matches("trial \\d,.*");
    assertThat(sweep.lines()).anyMatch(line -> line.startsWith("optimum,0.5492"));
  }

  @Test
  void everyRowSaysWhereItCameFrom() {
    assertThat(
            query(
                "SELECT count(*) AS c FROM trials WHERE user_attrs_commit IS NOT NULL AND"
                    + " user_attrs_jdk IS NOT NULL AND user_attrs_os IS NOT NULL AND"
                    + " user_attrs_engine IS NOT NULL AND user_attrs_spark_app IS NOT NULL AND"
                    + " duration_ms > 0"))
        .containsExactly("c", "4");
  }

  @Test
  void whoeverNamesTheBestTrialNamesTheSameAndTheLastLineIsWhatTheSweepGained() throws IOException {
    List<String> named = query("SELECT number FROM best_trial");
    assertThat(named).hasSize(2);
    String best = named.get(1);
    Run run = Run.of("best", study, "--format", "csv");
    assertThat(run.lines().get(0)).startsWith("number,objective,feasible,revenue,regret");
    assertThat(run.lines().get(1)).startsWith(best + ",");
    assertThat(run.err()).startsWith("trial " + best).contains("under the strong attack; on other");
    assertThat(Files.readString(study.resolve("best.json"))).contains("\"number\" : " + best);
    assertThat(Files.readString(study.resolve("report.html")))
        .contains("Best trial: " + best)
        .containsPattern("<p>best .* processor seconds</p>\n");
    assertThat(sweep.err()).contains("best network: " + study + "/artifacts/trial-" + best);
    List<String> lines = sweep.err().lines().toList();
    assertThat(lines.get(lines.size() - 1))
        .matches("best \\S+ ± \\S+.* after 4 trials, \\S+ processor seconds");
    assertThat(query("SELECT number FROM trials WHERE sampler_source = 'default'"))
        .containsExactly("number", "0");
  }

  @Test
  void viewsShowTheHistoryAndTheEvaluations() {
    assertThat(query("SELECT DISTINCT seed FROM evaluations WHERE attack = 'strong'"))
        .as("those to choose by, and fresh ones")
        .hasSize(1 + 2);
    assertThat(query("SELECT count(*) FROM measurements").get(1)).isEqualTo("80");
    assertThat(query("SELECT number FROM history WHERE best_objective IS NULL")).hasSize(1);
  }

  @Test
  void aPrunedSweepSaysWhatWasDecidedAndWhy() throws IOException {
    Path pruned = home.resolve("pruned");
    Run run = sweep(pruned, "--trials", 6, "--finalists", 0, "--pruner", "asha:factor=2,first=10");
    assertThat(run.code()).isZero();
    assertThat(run.err())
        .contains("asha(factor=2, first=10) pruner")
        .containsPattern("trial \\d pruned at step 10 .*trials at step 10 are better");
    List<String> rows =
        queryOf(
            pruned,
            "SELECT d.trial, d.step, d.action, d.value, t.state FROM decisions d JOIN trials t ON"
                + " d.trial = t.number WHERE d.reason <> '' ORDER BY d.decision");
    assertThat(rows).hasSizeGreaterThan(6);
    assertThat(rows.get(1)).startsWith("0,10,continue,");
    assertThat(rows).anyMatch(row -> row.matches("\\d,10,stop,.*,PRUNED"));
    assertThat(Files.readString(pruned.resolve("report.html"))).contains("Decisions at rungs");
    assertThat(pruned.resolve("checkpoints")).isEmptyDirectory();
  }

  @Test
  void aPopulationLeavesASchedule() throws IOException {
    Path population = home.resolve("population");
    Run run =
        sweep(
            population,
            "--trials",
            8,
            "--finalists",
            0,
            "--pruner",
            "pbt:warmup=8,interval=8,quantile=0.5");
    assertThat(run.code()).isZero();
    assertThat(run.err()).contains("goes on: place", "takes over from trial");
    List<String> heirs =
        queryOf(
            population,
            "SELECT number, parent_trial, parent_step, replaced_trial FROM trials WHERE"
                + " parent_trial IS NOT NULL ORDER BY number");
    assertThat(heirs).hasSizeGreaterThan(3);
    assertThat(queryOf(population, "SELECT count(*) AS c FROM trials WHERE state = 'COMPLETE'"))
        .containsExactly("c", "8");
    if (run.err().contains("schedule of the best trial")) {
      assertThat(Files.readString(population.resolve("best.json"))).contains("\"schedule\"");
      assertThat(Files.readString(population.resolve("report.html"))).contains("Its schedule");
    }
    Run more = Run.of("resume", population, "--trials", 2, "--synchronous", "--finalists", 0);
    assertThat(more.code()).isZero();
    assertThat(queryOf(population, "SELECT count(*) AS c FROM trials WHERE state = 'COMPLETE'"))
        .containsExactly("c", "10");
  }

  @Test
  void badSqlIsOneClearLine() {
    Run run = Run.of("query", study, "SELECT revenu FROM trials");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).startsWith("sweepstake: query: ").contains("`revenu`").hasLineCount(1);
  }

  @Test
  void aStudySweptInTwoGoesEqualsOneSweptInOne() throws IOException {
    Path half = home.resolve("half");
    assertThat(sweep(half, "--trials", 2, "--finalists", 0).code()).isZero();
    Run resumed =
        Run.of(
            "resume",
            half,
            "--target-trials",
            4,
            "--synchronous",
            "--parallelism",
            2,
            "--finalists",
            0);
    assertThat(resumed.err()).contains("2 trials to run");
    assertThat(resumed.code()).isZero();
    assertThat(results(half)).isEqualTo(results(study));
  }

  @Test
  void everySuggestionOfAStudyCanBeReplayed() {
    Run run = Run.of("replay", study);
    assertThat(run.err()).contains("all 3 suggestions of ");
    assertThat(run.code()).isZero();
    assertThat(Run.of("replay", study, "--format", "csv").out())
        .isEqualTo("number,source,param,then,now\n");
  }

  @Test
  void trialsAreImportedPointsEnqueuedAndLimitsKept() throws IOException {
    Path next = home.resolve("next");
    Run run =
        sweep(
            next,
            "--trials",
            2,
            "--finalists",
            0,
            "--import",
            study,
            "--enqueue",
            "lambda0=2",
            "--sampler",
            "genetic:population=4");
    assertThat(run.err())
        .contains("imported 4 trials from " + study, "enqueued as trial 5: {lambda0=2.0, ")
        .contains("2 trials to run", "2/2 trials");
    History history = ParquetTrialStore.view(hadoop(next), new Configuration());
    assertThat(history.told()).isEqualTo(6);
    assertThat(history.trial(5).point().find("lambda0")).hasValue(2.0);
    for (int k = 0; k < 4; k++) {
      assertThat(history.trial(1 + k).ask().source()).isEqualTo("imported");
      assertThat(history.trial(1 + k).point().values())
          .isEqualTo(
              ParquetTrialStore.view(hadoop(study), new Configuration()).trial(k).point().values());
    }
    assertThat(Run.of("replay", next).code()).isZero();

    Run again = Run.of("import", next, "--from", study, "--from", next.resolve("trials.csv"));
    assertThat(again.err())
        .contains("imported 0 trials from " + study, "4 trials (0, 1, 2, 3): this study has it");
    assertThat(again.code()).isZero();

    Run unknown = Run.of("import", next, "--remove", "other.csv");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err())
        .isEqualTo(
            "sweepstake: remove: must be what trials were imported from, ["
                + study.toRealPath()
                + "], was other.csv\n");
    assertThat(Run.of("import", next).code()).isEqualTo(2);
    Run removed = Run.of("import", next, "--remove", study);
    assertThat(removed.err()).isEqualTo("removed 4 trials from " + study + "\n");
    assertThat(removed.code()).isZero();
    assertThat(Run.of("replay", next).code()).isZero();
    assertThat(
            Run.of("query", next, "SELECT number FROM trials ORDER BY 1", "--format", "csv")
                .lines())
        .containsExactly("number", "0", "5");
    assertThat(next.resolve("trials.csv")).content().hasLineCount(3);
    assertThat(Run.of("report", next).code()).isZero();
    assertThat(next.resolve("report.html")).content().contains("2 trials: 2 completed, 0 pruned");
    assertThat(Run.of("import", next, "--remove", study).err())
        .contains("the study has no imported trial, was " + study);

    Run reached =
        Run.of("resume", next, "--stop-at", -1000, "--enqueue", "lambda0=2", "--finalists", 0);
    assertThat(reached.err())
        .contains("not enqueued, there is a trial with {lambda0=2.0}")
        .contains("stopped after 2 trials: trial ", "the target was -1000.0");
    Run timed =
        Run.of(
            "resume",
            next,
            "--trials",
            2,
            "--trial-timeout",
            "1s",
            "--stagnation",
            99,
            "--finalists",
            0);
    assertThat(timed.code()).isZero();
    assertThat(Run.of("query", next, "SELECT trials, ending FROM runs", "--format", "csv").lines())
        .contains("2,all trials have run")
        .anyMatch(line -> line.matches("0,\"?trial \\d reached .*"));
  }

  @Test
  void aReportIsMadeAtAnyTimeAndBesideWhileADriverIsAtWork() throws IOException {
    Path page = study.resolve("report.html");
    String written = Files.readString(page);
    Run now = Run.of("report", study, "--format", "csv");
    assertThat(now.code()).isZero();
    assertThat(now.err()).contains("4 trials have ended", "report: " + page);
    assertThat(now.lines().get(1)).isEqualTo(sweep.lines().get(1));
    assertThat(page).hasContent(written);

    Path elsewhere = home.resolve("now.html");
    try (ParquetTrialStore driver =
        ParquetTrialStore.open(
            new org.apache.hadoop.fs.Path(study.toString()), new Configuration())) {
      Files.writeString(page, "the driver's own");
      Run during = Run.of("report", study, "--out", elsewhere);
      assertThat(during.code()).isZero();
      assertThat(during.err()).contains("a driver is at work on the study");
    }
    assertThat(elsewhere).hasContent(written);
    assertThat(page).hasContent("the driver's own");
    assertThat(Run.of("report", home).err()).hasLineCount(1);
    Run.of("report", study);
  }

  @Test
  void aReportBeforeOneIsNamedShowsTheTrialThatLeads() throws IOException {
    Path aside = home.resolve("aside.json");
    Path early = home.resolve("early.html");
    Files.move(study.resolve("verdict.json"), aside);
    try {
      Run run = Run.of("report", study, "--out", early);
      assertThat(run.err())
          .containsPattern(
              "trial \\d leads so far, by the trials' own measure; none has been named");
    } finally {
      Files.move(aside, study.resolve("verdict.json"));
    }
    assertThat(early).content().contains("Best trial so far: ", "<dt>best so far</dt>");
  }

  @Test
  void aTrialIsTrainedOnFromItsNetworkOrAnewFromItsSeed() throws Exception {
    NetworkFile left =
        NetworkFile.fromBytes(Files.readAllBytes(study.resolve("artifacts/trial-1-network.bin")));

    PlannedTraining more = PlannedTraining.of(study.toString(), 1, 70, false);
    assertThat(more.plan().iterations()).isEqualTo(70);
    assertThat(more.plan().start(Loops.best().get()).weights()).isEqualTo(left.weights());
    assertThat(more.told().orElseThrow()).contains("trial 1 of ", "goes on from the network");

    PlannedTraining again = PlannedTraining.of(study.toString(), 1, 40, true);
    Training training = again.plan().start(Loops.best().get());
    training.advance(40, 40, news -> {});
    assertThat(training.weights()).isEqualTo(left.weights());

    assertThat(Run.of("train", "--from", study).err()).contains("--iterations: must be given");
    assertThat(Run.of("train", "--from", study, "--iterations", 0).err())
        .contains("iterations: must be at least 1, was 0");
    assertThat(Run.of("train", "--from", study, "--iterations", 5, "--trial", 99).err())
        .contains("--trial: must be from 0 to 3 in ", "was 99");
    assertThat(Run.of("train", "--from", study, "--iterations", 5, "--seed", 2).err())
        .contains("--from: has a setting, a family, hyper-parameters and a seed of its own");
    assertThat(Run.of("train", "--trial", 1).err()).contains("--trial: is for --from");
  }

  @Test
  void whatNothingNeedsIsListedAndThenFreedAndTheStudyGoesOn() throws IOException {
    Path cleaned = home.resolve("cleaned");
    assertThat(sweep(cleaned, "--trials", 3, "--finalists", 0).code()).isZero();
    String best = Run.of("best", cleaned, "--format", "csv").out();
    Files.createDirectories(cleaned.resolve("checkpoints"));
    Files.writeString(cleaned.resolve("checkpoints/trial-2-step-20.bin"), "left behind");
    Files.writeString(cleaned.resolve("_trials.csv"), "half");

    Run listed = Run.of("clean", cleaned, "--keep", 1, "--format", "csv");
    assertThat(listed.lines().get(0)).isEqualTo("file,bytes,what");
    assertThat(listed.out())
        .contains("checkpoints/trial-2-step-20.bin,11,checkpoint", "_trials.csv,4,unfinished")
        .contains("-network.bin,");
    assertThat(listed.err()).contains(" could be freed, ", "nothing was deleted, --yes does");
    assertThat(cleaned.resolve("_trials.csv")).exists();
    try (ParquetTrialStore driver =
        ParquetTrialStore.open(
            new org.apache.hadoop.fs.Path(cleaned.toString()), new Configuration())) {
      assertThat(Run.of("clean", cleaned, "--yes").code()).isEqualTo(1);
    }

    Run freed = Run.of("clean", cleaned, "--keep", 1, "--yes");
    assertThat(freed.err()).contains(" were freed, ");
    assertThat(Run.of("clean", cleaned, "--keep", 1).err()).contains("0 bytes in 0 files");
    assertThat(Run.of("best", cleaned, "--format", "csv").out()).isEqualTo(best);
    Run evaluated = Run.of("evaluate", cleaned, "--top", 1, "--profiles", 64);
    assertThat(evaluated.code()).isZero();
    Run more = Run.of("resume", cleaned, "--more", 1, "--finalists", 0);
    assertThat(more.code()).isZero();
    assertThat(more.err()).contains("4/4 trials").doesNotContain("missing", "damaged");
    Files.writeString(cleaned.resolve("run.json"), "{}");
    assertThat(Run.of("clean", cleaned).err()).contains("a run that did not come to its report");
  }

  @Test
  void anotherSamplerOrPrunerThanTheStudysIsRefused() {
    Run run = sweep(study, "--trials", 1, "--sampler", "random");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains(": the study's sampler is auto, was asked for random")
        .hasLineCount(1);
    Run pruned = sweep(study, "--trials", 1, "--pruner", "median");
    assertThat(pruned.code()).isEqualTo(1);
    assertThat(pruned.err())
        .contains(": the study's pruner is none, was asked for median(warmup=")
        .hasLineCount(1);
  }

  @Test
  void trialsOfAnotherSettingAreNotImported() {
    Path other = home.resolve("other");
    Run run =
        Run.of(
            "sweep",
            "--setting",
            "additive-2x2-uniform",
            "--trials",
            1,
            "--study",
            other,
            "--import",
            study);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("its setting must be additive-2x2-uniform").hasLineCount(1);
    assertThat(other).doesNotExist();
  }

  @Test
  void finalistsAreAttackedOnce() throws IOException {
    Path copy = home.resolve("copy");
    copy(study, copy);
    Run resumed = Run.of("resume", copy, "--trials", 1, "--finalists", 2, "--format", "csv");
    assertThat(resumed.code()).isZero();
    Run rows =
        Run.of(
            "query",
            copy,
            "SELECT trial, seed FROM evaluations WHERE attack = 'strong' ORDER BY trial",
            "--format",
            "csv");
    assertThat(rows.lines()).hasSizeGreaterThan(5).doesNotHaveDuplicates();
    String known = sweep.lines().get(1);
    assertThat(resumed.lines())
        .as("what was known is shown again, digit for digit")
        .contains(known);
  }

  @Test
  void nestedValuesAndOddNumbersAreJson() {
    String sql =
        "SELECT map('a', double('NaN')) m, named_struct('x', 1, 'y', array(double('Infinity'))) s";
    assertThat(Run.of("query", study, sql, "--format", "json").out())
        .contains("{\"m\": {\"a\": null}, \"s\": {\"x\": 1, \"y\": [1e999]}}");
    assertThat(Run.of("query", study, " ").err())
        .startsWith("sweepstake: query: must be SQL such as");
  }

  @Test
  void resumeAloneFinishesTheRunThatWasInterrupted() throws IOException {
    Path interrupted = home.resolve("interrupted");
    copy(study, interrupted);
    Run nothing = Run.of("resume", interrupted);
    assertThat(nothing.code()).isEqualTo(2);
    assertThat(nothing.err()).contains("no run", "was interrupted", "--more");
    beginRun(interrupted, Budget.total(6));
    Run finished = Run.of("resume", interrupted, "--finalists", 0);
    assertThat(finished.code()).isZero();
    assertThat(finished.err()).contains("2 trials to run, a pack of up to 7 at a time");
    assertThat(StudyView.of(interrupted.toString()).history().finished()).hasSize(6);
    assertThat(Run.of("resume", interrupted).code()).isEqualTo(2);
  }

  /** As one that a cluster starts anew after a crash does. */
  @Test
  void theSameSweepFinishesWhatItBeganAndRunsNoMore() throws IOException {
    Path interrupted = home.resolve("started anew");
    copy(study, interrupted);
    beginRun(interrupted, Budget.total(6));
    Run anew = sweep(interrupted, "--trials", 5, "--finalists", 0);
    assertThat(anew.code()).isZero();
    assertThat(anew.err()).contains("1 trial to run", "(4 are there)");
    Run again = sweep(interrupted, "--trials", 5, "--finalists", 0);
    assertThat(again.code()).isZero();
    assertThat(again.err()).contains("has 5 finished trials already", "--more N");
    assertThat(StudyView.of(interrupted.toString()).history().size()).isEqualTo(5);
  }

  @Test
  void aRunInterruptedInItsReportIsReported() throws IOException {
    Path interrupted = home.resolve("interrupted in its report");
    copy(study, interrupted);
    beginRun(interrupted, Budget.total(4));
    Files.delete(interrupted.resolve("report.html"));
    Run finished = Run.of("resume", interrupted);
    assertThat(finished.code()).isZero();
    assertThat(finished.err()).contains("0 trials to run", "best network: ");
    assertThat(interrupted.resolve("report.html")).exists();
    assertThat(StudyView.of(interrupted.toString()).history().finished()).hasSize(4);
  }

  @Test
  void aDamagedNoteOfAnUnfinishedRunIsNamed() throws IOException {
    Path interrupted = home.resolve("damaged note");
    copy(study, interrupted);
    Files.writeString(interrupted.resolve("run.json"), "{");
    Run run = Run.of("resume", interrupted);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("run.json", "damaged").hasLineCount(1);
  }

  private static void beginRun(Path study, Budget budget) throws IOException {
    RunOrder order =
        new RunOrder(
            budget,
            OptionalInt.of(1),
            OptionalInt.of(7),
            true,
            1,
            OptionalInt.empty(),
            true,
            Limits.of(Map.of()),
            Optional.of("auto"),
            List.of(),
            Map.of());
    UnfinishedRun run = new UnfinishedRun(new StudyFolder(study.toString()));
    History present = StudyView.of(study.toString()).history();
    run.begin(order, present);
    assertThat(run.order(present.spec()).orElseThrow().engine()).isEqualTo(order.engine());
    assertThat(run.order(present.spec()).orElseThrow().packSize()).hasValue(7);
  }

  @Test
  void anotherSpaceThanTheStudysIsRefused() throws IOException {
    Map<String, Long> before = files(study);
    Run run = sweep(study, "--trials", 1, "--param", "lambda0=1..2");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("the study's search space has lambda0").hasLineCount(1);
    assertThat(files(study)).isEqualTo(before);
  }

  @Test
  void aSecondDriverIsRefused() {
    try (ParquetTrialStore first = ParquetTrialStore.open(hadoop(study), new Configuration())) {
      Run run = Run.of("resume", study, "--trials", 1);
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err())
          .contains("another driver writes to this study: process " + ProcessHandle.current().pid())
          .hasLineCount(1);
      assertThat(first.read().history().size()).isEqualTo(4);
    }
  }

  @Test
  void aSweepInWhichEveryTrialFailsEndsWithOneSentence() throws IOException {
    Path failing = home.resolve("failing");
    Run run = sweep(failing, "--trials", 2, "--param", "learning_rate=1e30");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("sweepstake: all 2 trials failed; the first, trial 0: DIVERGED")
        .doesNotContain("\tat ");
    assertThat(Files.readAllLines(failing.resolve("trials.csv"))).hasSize(3);
  }

  @Test
  void aTruncatedPartIsNamedAndLeftAlone() throws IOException {
    Path damaged = home.resolve("damaged");
    copy(study, damaged);
    Path part;
    try (Stream<Path> parts = Files.list(damaged.resolve("trials"))) {
      part = parts.filter(path -> path.toString().endsWith(".parquet")).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(part);
    Files.write(part, Arrays.copyOf(bytes, bytes.length - 10));
    Map<String, Long> before = files(damaged);
    for (Run run :
        List.of(
            Run.of("resume", damaged, "--trials", 1),
            Run.of("query", damaged, "SELECT 1"),
            Run.of("best", damaged))) {
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err()).contains(part.getFileName().toString(), "Parquet").hasLineCount(1);
    }
    assertThat(files(damaged)).isEqualTo(before);
  }

  private static List<String> query(String sql) {
    return queryOf(study, sql);
  }

  private static List<String> queryOf(Path directory, String sql) {
    Run run = Run.of("query", directory, sql, "--format", "csv");
    assertThat(run.err()).isEmpty();
    return run.lines();
  }

  private static org.apache.hadoop.fs.Path hadoop(Path path) {
    return new org.apache.hadoop.fs.Path(path.toString());
  }

  /** What trials found, without when and where. */
  private static List<List<Object>> results(Path directory) {
    History history = ParquetTrialStore.view(hadoop(directory), new Configuration());
    return history.trials().stream()
        .map(trial -> List.<Object>of(trial.point(), trial.seed(), metrics(trial)))
        .toList();
  }

  @Test
  void aSearchSpaceGrowsAndReplayStaysTrue() throws IOException {
    Path grows = home.resolve("grows");
    copy(study, grows);
    Run narrower = Run.of("resume", grows, "--more", 2, "--param", "lambda0=log:1..2");
    assertThat(narrower.err())
        .startsWith("sweepstake: lambda0: a study's search space can only grow")
        .hasLineCount(1);
    Run wider =
        Run.of(
            "resume",
            grows,
            "--more",
            2,
            "--synchronous",
            "--finalists",
            0,
            "--param",
            "lambda0=log:1e-3..1e5");
    assertThat(wider.err()).contains("2 trials to run");
    assertThat(wider.code()).isZero();
    assertThat(Files.readString(grows.resolve("study.json"))).contains("\"earlier_spaces\"");
    Run replay = Run.of("replay", grows);
    assertThat(replay.err()).contains("all 5 suggestions of ");
  }

  private static Map<String, Double> metrics(Trial trial) {
    Map<String, Double> metrics = new TreeMap<>();
    trial.state().metrics().asMap().forEach((metric, value) -> metrics.put(metric.name(), value));
    metrics.keySet().removeIf(name -> name.endsWith("_seconds"));
    return metrics;
  }

  private static Map<String, Long> files(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths
          .filter(Files::isRegularFile)
          // The log of a study that was opened begins anew.
          .filter(path -> !path.toString().contains("events"))
          .collect(
              Collectors.toMap(
                  path -> directory.relativize(path).toString(), StudyCommandsTest::checksum));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }

  private static long checksum(Path path) {
    try {
      return Arrays.hashCode(Files.readAllBytes(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
