package io.sweepstake.sweeps.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.run.Budget;
import io.sweepstake.sweeps.run.Replay;
import io.sweepstake.sweeps.run.StopCondition;
import io.sweepstake.sweeps.run.Study;
import io.sweepstake.sweeps.run.SweepPlan;
import io.sweepstake.sweeps.sampler.Samplers;
import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.store.InMemoryTrialStore;
import io.sweepstake.sweeps.store.parquet.ParquetTrialStore;
import io.sweepstake.sweeps.study.Constraint;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Strategy;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransferTest {
  private static final Metric LOSS = Metric.of("loss");
  private static final Metric COST = Metric.of("cost");
  private static final FloatParam RATE = FloatParam.log("rate", 1e-4, 1);
  private static final IntParam WIDTH = IntParam.stepped("width", 16, 64, 16);
  private static final CategoricalParam KIND = CategoricalParam.of("kind", "1", "b,c");
  private static final SearchSpace SPACE = SearchSpace.of(RATE, WIDTH, KIND);
  private static final StudySpec SPEC =
      StudySpec.of("here", SPACE, Objective.of(Goal.minimize(LOSS)), 3)
          .withSampler(Strategy.of("tpe"));

  @TempDir Path directory;

  /** A study with one trial of each end, and one in flight. */
  private static void fill(Study study) {
    study.enqueue(Map.of("rate", 0.1, "width", 32, "kind", "b,c"));
    study.ask(5);
    study.tell(0, Map.of(LOSS, 0.5, COST, 2.0));
    study.measured(1, new Measurement(7, Metrics.of(LOSS, 4), 20));
    study.prune(1, "too \"slow\", it seems");
    study.fail(2, "no data");
    study.tell(3, Double.POSITIVE_INFINITY);
  }

  private static List<ForeignTrial> trials(Study study) {
    return ForeignTrial.of("there", study.history(), Map.of());
  }

  @Test
  void trialsOfAnotherStudyKeepTheirValuesAndAreNeverRun() throws InterruptedException {
    Study there = Study.inMemory(SPEC);
    fill(there);
    Study here = Study.inMemory(SPEC);
    Transfer.Result result = here.imported(trials(there), Transfer.byName());
    assertThat(result.skipped())
        .containsExactly(
            new Transfer.Skipped(2, "it failed"), new Transfer.Skipped(4, "it had not ended"));
    assertThat(here.history().told()).isEqualTo(3);
    Trial first = here.history().trial(0);
    assertThat(first.ask().source()).isEqualTo("imported");
    assertThat(first.point()).isEqualTo(there.history().trial(0).point());
    assertThat(first.state()).isEqualTo(there.history().trial(0).state());
    assertThat(first.timing()).isEqualTo(there.history().trial(0).timing());
    assertThat(here.history().trial(1).curve()).isEqualTo(there.history().trial(1).curve());
    assertThat(here.best()).map(Trial::number).hasValue(0);

    History swept =
        here.run(
            trial -> Metrics.of(LOSS, trial.number()),
            SweepPlan.synchronous(Budget.additional(4), 2));
    assertThat(swept.told()).as("they do not count for the budget").isEqualTo(7);
    assertThat(swept.trial(0).state()).isEqualTo(first.state());
    swept =
        here.run(
            trial -> Metrics.of(LOSS, trial.number()), SweepPlan.synchronous(Budget.total(5), 2));
    assertThat(swept.told()).isEqualTo(8);
    assertThat(new Replay(swept, Samplers.of(SPEC.sampler())).differences()).isEmpty();
  }

  @Test
  void importingAgainImportsNothing() {
    Study there = Study.inMemory(SPEC);
    fill(there);
    Study here = Study.inMemory(SPEC);
    here.imported(trials(there), Transfer.byName());
    Transfer.Result again = here.imported(trials(there), Transfer.byName());
    assertThat(again.imported()).isEmpty();
    assertThat(again.reasons()).contains("3 trials (0, 1, 3): this study has it");
    there.tell(4, 0.1);
    assertThat(here.imported(trials(there), Transfer.byName()).imported()).hasSize(1);
  }

  @Test
  void trialsComeInOnceByWhateverWayAndNeverBack() {
    Study first = Study.inMemory(SPEC);
    fill(first);
    Study second = Study.inMemory(SPEC);
    second.imported(trials(first), Transfer.byName());
    List<ForeignTrial> fromSecond = ForeignTrial.of("second", second.history(), Map.of());
    Study third = Study.inMemory(SPEC);
    third.imported(trials(first), Transfer.byName());
    assertThat(third.imported(fromSecond, Transfer.byName()).imported()).isEmpty();
    Transfer home = new Transfer(Map.of(), Optional.of("there"));
    assertThat(first.imported(fromSecond, home).imported()).isEmpty();
  }

  @Test
  void theSamplerLearnsFromThem() {
    StudySpec spec =
        StudySpec.of("s", SearchSpace.of(RATE), Objective.of(Goal.minimize(LOSS)), 3)
            .withSampler(Strategy.of("tpe"));
    Study there = Study.inMemory(spec);
    there
        .ask(60)
        .forEach(t -> there.tell(t.number(), Math.abs(Math.log10(t.point().get(RATE)) + 3)));
    Study here = Study.inMemory(spec);
    here.imported(trials(there), Transfer.byName());
    List<Trial> asked = here.ask(20);
    assertThat(asked).extracting(t -> t.ask().source()).containsOnly("tpe");
    assertThat(asked.stream().filter(t -> Math.abs(Math.log10(t.point().get(RATE)) + 3) < 0.7))
        .hasSizeGreaterThan(12);
  }

  @Test
  void stagnationDoesNotCountThem() {
    Study there = Study.inMemory(SPEC);
    there.ask(9).forEach(trial -> there.tell(trial.number(), 1 + trial.number()));
    Study here = Study.inMemory(SPEC);
    here.imported(trials(there), Transfer.byName());
    StopCondition three = StopCondition.stagnation(3);
    assertThat(three.reason(here.history(), Duration.ZERO)).isEmpty();
    here.ask(3).forEach(trial -> here.tell(trial.number(), 5));
    assertThat(three.reason(here.history(), Duration.ZERO)).isPresent();
  }

  @Test
  void onlyTrialsThatFitTheSpaceComeIn() {
    SearchSpace wider =
        SearchSpace.of(FloatParam.log("rate", 1e-6, 10), IntParam.uniform("width", 1, 100), KIND);
    Study there =
        Study.inMemory(StudySpec.of("wider", wider, Objective.of(Goal.minimize(LOSS)), 1));
    there.enqueue(Map.of("rate", 0.5, "width", 48, "kind", "1"));
    there.enqueue(Map.of("rate", 5, "width", 48, "kind", "1"));
    there.enqueue(Map.of("rate", 0.5, "width", 50, "kind", "1"));
    there.enqueue(Map.of("rate", 0.5, "width", 51, "kind", "1"));
    there.ask(4).forEach(trial -> there.tell(trial.number(), 1));
    Transfer.Result result = Study.inMemory(SPEC).imported(trials(there), Transfer.byName());
    assertThat(result.imported()).hasSize(1);
    assertThat(result.reasons())
        .containsExactly(
            "1 trial (1): rate: must be in [1.0E-4, 1.0] on a log scale, was 5.0",
            "2 trials (2, 3): width: must be a whole number in [16, 64] in steps of 16, was 50");
  }

  @Test
  void whatIsFixedHereMustBeSoThere() {
    Study there = Study.inMemory(SPEC);
    fill(there);
    StudySpec narrow =
        StudySpec.of("narrow", SearchSpace.of(RATE, KIND), Objective.of(Goal.minimize(LOSS)), 3);
    assertThat(Study.inMemory(narrow).imported(trials(there), Transfer.byName()).reasons())
        .contains("3 trials (0, 1, 3): width: this study has no such parameter");
    Transfer.Result fixed =
        Study.inMemory(narrow)
            .imported(
                trials(there).subList(0, 1),
                new Transfer(Map.of("width", "32.0"), Optional.empty()));
    assertThat(fixed.imported()).hasSize(1);
    assertThat(
            Study.inMemory(narrow)
                .imported(
                    trials(there).subList(0, 1),
                    new Transfer(Map.of("width", "64"), Optional.empty()))
                .reasons())
        .containsExactly("1 trial (0): width: must be 64 in this study, was 32");
    // And the other way round: what was fixed there is a parameter here.
    Study fixedThere = Study.inMemory(narrow);
    fixedThere.ask();
    fixedThere.tell(0, 1);
    List<ForeignTrial> with = ForeignTrial.of("there", fixedThere.history(), Map.of("width", "16"));
    assertThat(Study.inMemory(SPEC).imported(with, Transfer.byName()).imported()).hasSize(1);
    List<ForeignTrial> without = ForeignTrial.of("there", fixedThere.history(), Map.of());
    assertThat(Study.inMemory(SPEC).imported(without, Transfer.byName()).reasons())
        .containsExactly("1 trial (0): width: must have a value, had none");
  }

  @Test
  void theObjectivesMetricsMustBeThere() {
    Study there = Study.inMemory(SPEC);
    fill(there);
    StudySpec costly = StudySpec.of("cost", SPACE, Objective.of(Goal.minimize(COST)), 3);
    Transfer.Result result = Study.inMemory(costly).imported(trials(there), Transfer.byName());
    assertThat(result.imported()).hasSize(2); // the first has a cost, and pruned ones may not
    assertThat(result.reasons())
        .contains("1 trial (3): reported no cost, which the objective needs");
  }

  @Test
  void importedTrialsSurviveAndOurCsvComesBackWhole() throws IOException {
    Path here = directory.resolve("here");
    Study there = Study.inMemory(SPEC);
    fill(there);
    try (Study study = Study.in(store(here))) {
      study.imported(trials(there), Transfer.byName());
    }
    History reopened =
        ParquetTrialStore.view(new org.apache.hadoop.fs.Path(here.toUri()), new Configuration());
    assertThat(reopened.told()).isEqualTo(3);
    assertThat(Budget.imported(reopened)).isEqualTo(3);

    String csv = Files.readString(here.resolve("trials.csv"));
    List<ForeignTrial> read = CsvTrials.read(csv, "trials.csv", SPEC.objective());
    Study again = Study.inMemory(SPEC);
    Transfer.Result result = again.imported(read, Transfer.byName());
    assertThat(result.skipped()).isEmpty();
    for (int k = 0; k < 3; k++) {
      Trial trial = again.history().trial(k);
      assertThat(trial.point()).isEqualTo(reopened.trial(k).point());
      assertThat(trial.state()).isEqualTo(reopened.trial(k).state());
      assertThat(trial.timing()).isEqualTo(reopened.trial(k).timing());
    }
  }

  private static ParquetTrialStore store(Path path) {
    return ParquetTrialStore.openOrCreate(
        new org.apache.hadoop.fs.Path(path.toUri()), new Configuration(false), SPEC);
  }

  /** As {@code study.trials_dataframe().to_csv()} of Optuna 3 writes it, index and all. */
  private static final String OPTUNA =
      """
      ,number,value,datetime_start,datetime_complete,duration,params_kind,params_rate,params_width,\
      user_attrs_note,system_attrs_fixed_params,state
      0,0,0.25,2026-11-02 08:00:00.123456,2026-11-02 08:00:01.500000,0 days 00:00:01.376544,1.0,0.01,16.0,"a ""b"" c",,COMPLETE
      1,1,inf,2026-11-02 08:00:02,2026-11-02 08:00:03,0 days 00:00:01,"b,c",0.02,32.0,,{'x': 1},COMPLETE
      2,2,,2026-11-02 08:00:04,2026-11-02 08:00:05,0 days 00:00:01,1.0,0.03,32.0,,,FAIL
      3,3,0.75,2026-11-02 08:00:06,2026-11-02 08:00:07,0 days 00:00:01,1.0,0.04,48.0,,,PRUNED
      4,4,,2026-11-02 08:00:08,,,1.0,0.05,48.0,,,RUNNING
      5,5,0.5,2026-11-02 08:00:08,2026-11-02 08:00:09,0 days 00:00:01,2.0,0.05,48.0,,,COMPLETE
      6,6,nan,2026-11-02 08:00:08,2026-11-02 08:00:09,0 days 00:00:01,1.0,0.05,48.0,,,COMPLETE
      """;

  @Test
  void optunasTableIsRead() {
    Study here = Study.inMemory(SPEC);
    Transfer.Result result =
        here.imported(CsvTrials.read(OPTUNA, "o.csv", SPEC.objective()), Transfer.byName());
    assertThat(result.imported()).hasSize(3);
    Trial first = here.history().trial(0);
    assertThat(first.point().values()).isEqualTo(Map.of("rate", 0.01, "width", 16, "kind", "1"));
    assertThat(first.state()).isEqualTo(new TrialState.Completed(Metrics.of(LOSS, 0.25)));
    assertThat(first.timing().started()).isEqualTo(Instant.parse("2026-11-02T08:00:00.123456Z"));
    assertThat(first.provenance().attributes())
        .containsEntry("note", "a \"b\" c")
        .containsEntry("imported_from", "o.csv")
        .containsEntry("imported_number", "0");
    assertThat(here.history().trial(1).state().metrics().value(LOSS))
        .hasValue(Double.POSITIVE_INFINITY);
    assertThat(here.history().trial(2).state().metrics().value(LOSS)).hasValue(0.75);
    assertThat(here.history().prunedCount()).isEqualTo(1);
    assertThat(result.reasons())
        .containsExactly(
            "1 trial (2): it failed",
            "1 trial (4): it had not ended",
            "1 trial (5): kind: must be one of [1, b,c], was 2.0",
            "1 trial (6): reported no loss, which the objective needs");
  }

  /** As programs note metrics beside the value; the table's own times say no zone. */
  @Test
  void metricsThatWereNotedAsAttributesAreMetrics() {
    Metric regret = Metric.of("regret");
    Objective bounded = SPEC.objective().subjectTo(Constraint.atMost(regret, 0.1));
    List<ForeignTrial> trials =
        CsvTrials.read(
            "value,params_rate,user_attrs_regret,user_attrs_loss,datetime_start\n"
                + "1,0.1,0.25,7,2026-11-02 08:00:00+01:00\n2,0.1,,7,\n",
            "t.csv",
            bounded);
    assertThat(trials.get(0).state())
        .isEqualTo(new TrialState.Completed(Metrics.of(LOSS, 1, regret, 0.25)));
    assertThat(trials.get(0).timing().orElseThrow().started())
        .isEqualTo(Instant.parse("2026-11-02T07:00:00Z"));
    assertThat(trials.get(1).flaw()).contains("reported no regret, which the objective needs");
  }

  @Test
  void aColumnMayNotStandTwiceAndANumberIsWhole() {
    assertThatThrownBy(
            () -> CsvTrials.read("value,params_rate,value\n1,0.1,2\n", "t.csv", SPEC.objective()))
        .hasMessage("t.csv: column value stands twice");
    String table =
        "number,value,params_rate,params_width,params_kind\n"
            + "0.5,1,0.1,32,1\n4294967296,1,0.1,32,1\n-1,1,0.1,32,1\n2.0,1,0.1,32,1\n";
    Study here = Study.inMemory(SPEC);
    Transfer.Result result =
        here.imported(CsvTrials.read(table, "t.csv", SPEC.objective()), Transfer.byName());
    assertThat(result.reasons())
        .containsExactly(
            "3 trials (0, 1, 2): number: must be a whole number of at least 0, was 0.5");
    assertThat(here.history().trial(0).provenance().attributes())
        .containsEntry("imported_number", "2");
  }

  /** Some writers quote every cell, and with it those that hold nothing. */
  @Test
  void quotedCellsOfNumbersMayHoldNothing() {
    CategoricalParam parent = CategoricalParam.of("kind", "", "b");
    SearchSpace space = SearchSpace.of(parent).withConditional(RATE, parent, "b");
    StudySpec spec = StudySpec.of("quoted", space, Objective.of(Goal.minimize(LOSS)), 3);
    String table =
        "\"value\",\"params_kind\",\"params_rate\"\n"
            + "\"1\",\"\",\"\"\n"
            + "\"2\",\"b\",\"0.5\"\n"
            + "\"3\",,\n";
    Study here = Study.inMemory(spec);
    Transfer.Result result =
        here.imported(CsvTrials.read(table, "q.csv", spec.objective()), Transfer.byName());
    assertThat(result.imported().stream().map(trial -> trial.point().values()))
        .containsExactly(Map.of("kind", ""), Map.of("kind", "b", "rate", 0.5));
    assertThat(result.reasons()).containsExactly("1 trial (2): kind: must have a value, had none");
  }

  /** As spreadsheets of old and pandas write them. */
  @Test
  void otherLineEndsTimesInfinitiesAndTruthsAreRead() {
    SearchSpace space = SearchSpace.of(RATE, CategoricalParam.of("on", "false", "true"));
    StudySpec spec = StudySpec.of("on", space, Objective.of(Goal.minimize(LOSS)), 3);
    String table =
        """
        number,value,datetime_start,datetime_complete,params_rate,params_on
        0,0.5,2026-11-20 10:00:00+00:00,2026-11-20T11:00:00+01,0.1,True
        1,+Inf,2026-11-20,2026-11-20T10:00:00Z,0.2,FALSE
        2,-infinity,yesterday,20/11/2026,0.3,true
        3,1,yesterday,,0.4,false
        """;
    for (String end : List.of("\n", "\r", "\r\n")) {
      Study here = Study.inMemory(spec);
      Transfer.Result result =
          here.imported(
              CsvTrials.read(table.replace("\n", end), "t.csv", spec.objective()),
              Transfer.byName());
      assertThat(result.skipped()).isEmpty();
      assertThat(result.remarks())
          .containsExactly(
              "left empty: datetime: must be as 2026-01-31 12:00:00.5, was yesterday, in row 3",
              "left empty: datetime: must be as 2026-01-31 12:00:00.5, was yesterday, in row 4");
      List<Trial> trials = here.history().trials();
      assertThat(trials).hasSize(4);
      assertThat(trials.get(0).timing().started())
          .isEqualTo(trials.get(0).timing().finished())
          .isEqualTo(Instant.parse("2026-11-20T10:00:00Z"));
      assertThat(trials.get(1).timing().started()).isEqualTo(Instant.parse("2026-11-20T00:00:00Z"));
      assertThat(trials.get(2).timing().started()).isNull();
      assertThat(trials)
          .extracting(trial -> trial.state().metrics().value(LOSS).getAsDouble())
          .containsExactly(0.5, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1.0);
      assertThat(trials)
          .extracting(trial -> trial.point().values().get("on"))
          .containsExactly("true", "false", "true", "false");
    }
  }

  @Test
  void noTimeIsMadeUp() {
    String table =
        """
        number,value,datetime_start,datetime_complete,params_rate,params_width,params_kind
        0,0.5,2026-02-30 10:00:00,2026-03-01 10:00:00,0.1,32,1
        1,0.5,2026-02-28 10:00:00,,0.2,32,1
        """;
    StudySpec spec = StudySpec.of("times", SPACE, Objective.of(Goal.minimize(LOSS)), 3);
    Study here = Study.inMemory(spec);
    Transfer.Result result =
        here.imported(CsvTrials.read(table, "t.csv", spec.objective()), Transfer.byName());
    assertThat(result.skipped()).isEmpty();
    assertThat(result.remarks())
        .containsExactly(
            "left empty: datetime: must be as 2026-01-31 12:00:00.5, was 2026-02-30 10:00:00, in"
                + " row 1");
    assertThat(here.history().trials())
        .allSatisfy(trial -> assertThat(trial.timing().duration()).isEmpty());
  }

  @Test
  void twoTablesInOneFileAreNamed() {
    String table = "number,value,params_rate\n0,1,0.1\n1,2,0.2\n";
    assertThatThrownBy(() -> CsvTrials.read(table + table, "t.csv", SPEC.objective()))
        .hasMessage("t.csv row 3: is the header again; put each table into a file of its own");
    assertThatThrownBy(() -> CsvTrials.read(table + "0,3,0.3\n", "t.csv", SPEC.objective()))
        .hasMessage(
            "t.csv: number 0 stands twice, in rows 1 and 3; put each table into a file of its own");
  }

  @Test
  void anotherTableOfTheSameNameIsNotTakenForTheFirst() {
    Study here = Study.inMemory(SPEC);
    String header = "number,value,params_rate,params_width,params_kind\n";
    for (String row : List.of("0,1,0.1,16,1\n", "0,1,0.2,16,1\n", "0,2,0.1,16,1\n")) {
      Transfer.Result result =
          here.imported(CsvTrials.read(header + row, "t.csv", SPEC.objective()), Transfer.byName());
      assertThat(here.history().told()).isEqualTo(1);
      assertThat(result.reasons())
          .allSatisfy(reason -> assertThat(reason).contains("another trial of this number"));
    }
  }

  @Test
  void aCopyOfTheStudyItselfBringsNothing() {
    Study here = Study.inMemory(SPEC);
    fill(here);
    List<ForeignTrial> copy = ForeignTrial.of("a copy", here.history(), Map.of());
    Transfer.Result result = here.imported(copy, new Transfer(Map.of(), Optional.of("here")));
    assertThat(result.imported()).isEmpty();
    assertThat(result.reasons()).contains("3 trials (0, 1, 3): this study has it");
  }

  @Test
  void trialsThatAStudyHasUnderSeveralNumbersAreLeftOutInOneLine() {
    List<Transfer.Skipped> had =
        List.of(
            new Transfer.Skipped(4, "this study has it, as trial 0"),
            new Transfer.Skipped(5, "this study has it, as trial 1"));
    assertThat(new Transfer.Result(List.of(), had, List.of()).reasons())
        .containsExactly("2 trials (4, 5): this study has it");
  }

  /** As pandas writes what Optuna read from the journal of this study. */
  @Test
  void theStudysOwnTrialsDoNotComeBackByWayOfOptunasTable() {
    Study here =
        new Study(
            new InMemoryTrialStore(SPEC),
            Samplers.of(SPEC.sampler()),
            InstantSource.fixed(Instant.parse("2026-11-29T10:00:00.123456789Z")));
    fill(here);
    String table =
        """
        ,number,value,datetime_start,datetime_complete,duration,params_kind,params_rate,params_width,user_attrs_cost,state
        0,0,0.5,2026-11-29 10:00:00.123456+00:00,2026-11-29 10:00:00.123456+00:00,0 days,"b,c",0.1,32,2.0,COMPLETE
        1,9,0.4,2026-11-29 10:00:00.123456+00:00,2026-11-29 10:00:00.123456+00:00,0 days,"b,c",0.1,32,2.0,COMPLETE
        2,10,0.5,2026-11-29 10:00:01.123456+00:00,2026-11-29 10:00:02+00:00,0 days,"b,c",0.1,32,2.0,COMPLETE
        """;
    Transfer.Result result =
        here.imported(CsvTrials.read(table, "optuna.csv", SPEC.objective()), Transfer.byName());
    assertThat(result.reasons()).containsExactly("1 trial (0): this study has it, as trial 0");
    assertThat(result.imported()).hasSize(2);
  }

  @Test
  void severalValuesAreTheGoalsInOrderOrByName() {
    Objective two = Objective.of(Goal.minimize(LOSS), Goal.maximize(COST));
    for (String header : List.of("values_0,values_1", "values_loss,values_cost", "loss,cost")) {
      ForeignTrial trial =
          CsvTrials.read(header + ",params_rate\n0.5,3,0.1\n", "two.csv", two).get(0);
      assertThat(trial.state())
          .as(header)
          .isEqualTo(new TrialState.Completed(Metrics.of(LOSS, 0.5, COST, 3)));
    }
  }

  @Test
  void aWeightedGoalNeedsItsMetrics() {
    Objective sum = Objective.of(Goal.minimize(LOSS).plus(5, COST));
    ForeignTrial trial = CsvTrials.read("value,params_rate\n0.5,0.1\n", "s.csv", sum).get(0);
    assertThat(trial.flaw()).hasValue("reported no loss, which the objective needs");
  }

  @Test
  void whatIsNoTableOfTrialsIsRefused() {
    Objective objective = SPEC.objective();
    assertThatThrownBy(() -> CsvTrials.read("", "no.csv", objective))
        .hasMessage("no.csv: must be a table of trials, was empty");
    assertThatThrownBy(() -> CsvTrials.read("a,b\n1,2\n", "no.csv", objective))
        .hasMessage("no.csv: a table of trials needs columns params_<name>, has [a, b]");
    assertThatThrownBy(() -> CsvTrials.read("value,params_rate\n1\n", "no.csv", objective))
        .hasMessage("no.csv row 1: must have 2 cells like the header, has 1");
    assertThatThrownBy(() -> CsvTrials.read("value,params_rate\n\"1,2\n", "no.csv", objective))
        .hasMessageContaining("a quoted cell must end");
  }
}
