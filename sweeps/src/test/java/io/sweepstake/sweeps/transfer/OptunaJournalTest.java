package io.sweepstake.sweeps.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sweepstake.sweeps.run.Study;
import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Constraint;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Provenance;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptunaJournalTest {
  private static final Metric REVENUE = Metric.of("revenue");
  private static final Metric REGRET = Metric.of("regret");
  private static final Objective OBJECTIVE =
      Objective.of(Goal.maximize(REVENUE)).subjectTo(Constraint.atMost(REGRET, 0.001));
  private static final SearchSpace SPACE =
      SearchSpace.of(
          FloatParam.log("rate", 1e-5, 1),
          FloatParam.stepped("step", 0, 1, 0.1),
          IntParam.stepped("width", 16, 64, 8),
          CategoricalParam.of("kind", "tanh", "it's \"ü\"", ""));
  private static final StudySpec SPEC = StudySpec.of("journal", SPACE, OBJECTIVE, 1);
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00.123456Z");

  @TempDir Path temp;

  /** One of every state, with all that a trial may know. */
  private static History history() {
    List<Trial> rows = new ArrayList<>();
    List<String> kinds = List.of("tanh", "it's \"ü\"", "", "tanh", "tanh");
    Study study = Study.inMemory(SPEC);
    for (int k = 0; k < kinds.size(); k++) {
      study.enqueue(Map.of("rate", 0.1 + 0.01 * k, "step", 0.3, "width", 24, "kind", kinds.get(k)));
    }
    List<Trial> asked = study.ask(kinds.size());
    for (Trial trial : asked) {
      Trial on =
          trial
              .started(NOON)
              .withCurve(
                  List.of(
                      new Measurement(10, Metrics.of(REVENUE, 0.25, REGRET, 0.5), 7),
                      new Measurement(20, Metrics.of(REVENUE, 1 / 3.0, REGRET, 1e-300), 15)))
              .withProvenance(Provenance.of(Map.of("host", "here", "note", "a \"b\" ü")));
      Instant end = NOON.plusSeconds(5 + trial.number());
      Trial ended =
          switch (trial.number()) {
            case 0 -> on.completed(Metrics.of(REVENUE, 0.5, REGRET, 0.002), end);
            case 1 -> on.completed(Metrics.of(REVENUE, 0.4, REGRET, 0.0005), end);
            case 2 -> on.pruned("no hope", end);
            case 3 -> on.failed(TrialState.Cause.DIVERGED, "weights exploded", end);
            default -> on;
          };
      rows.add(ended.finished() ? ended.withTellIndex(trial.number()) : ended);
    }
    return History.of(SPEC, rows);
  }

  @Test
  void aStudyComesBackWithoutLoss() {
    History history = history();
    String text = OptunaJournal.of("mine", history, Map.of("batch", 128, "loss", "target"));
    assertThat(OptunaJournalReader.isJournal(text)).isTrue();
    List<ForeignTrial> back = OptunaJournalReader.read(text, "there", OBJECTIVE);
    assertThat(back).hasSize(5);
    for (int k = 0; k < back.size(); k++) {
      Map<String, Object> values = new LinkedHashMap<>(Map.of("batch", 128L, "loss", "target"));
      history
          .trial(k)
          .point()
          .values()
          .forEach((n, v) -> values.put(n, v instanceof Integer i ? (Object) (long) i : v));
      assertThat(back.get(k).values()).isEqualTo(values);
      assertThat(back.get(k).state()).isEqualTo(history.trial(k).state());
      assertThat(back.get(k).curve()).isEqualTo(history.trial(k).curve());
      assertThat(back.get(k).timing()).contains(history.trial(k).timing());
      assertThat(back.get(k).provenance()).isEqualTo(history.trial(k).provenance());
    }
  }

  @Test
  void intermediateValuesAreOfWhatTrialsAreComparedByOnTheirWay() {
    String text = OptunaJournal.of("mine", history(), Map.of(), Goal.minimize(REGRET));
    assertThat(text.lines().filter(line -> line.contains("\"op_code\":4")))
        .hasSize(5)
        .allMatch(line -> line.contains("\"intermediate_values\":{\"10\":-0.5,\"20\":-1.0E-300}"));
  }

  /** As its storage writes them, one thing a line, with times of before they had a zone. */
  @Test
  void whatOptunaItselfWritesIsRead() {
    String text =
        """
        {"op_code": 0, "worker_id": "w", "study_name": "s", "directions": [2]}
        {"op_code": 2, "worker_id": "w", "study_id": 0, "user_attr": {"a": 1}}
        {"op_code": 4, "worker_id": "w", "study_id": 0, "datetime_start": "2026-01-31T12:00:00.000001"}
        {"op_code": 5, "worker_id": "w", "trial_id": 0, "param_name": "kind", "param_value_internal": 1, \
        "distribution": "{\\"name\\": \\"CategoricalDistribution\\", \\"attributes\\": {\\"choices\\": [\\"relu\\", \\"tanh\\"]}}"}
        {"op_code": 5, "worker_id": "w", "trial_id": 0, "param_name": "width", "param_value_internal": 24.0, \
        "distribution": "{\\"name\\": \\"IntDistribution\\", \\"attributes\\": {\\"log\\": false, \\"step\\": 1, \\"low\\": 1, \\"high\\": 99}}"}
        {"op_code": 7, "worker_id": "w", "trial_id": 0, "step": 20, "intermediate_value": 0.75}
        {"op_code": 7, "worker_id": "w", "trial_id": 0, "step": 3, "intermediate_value": NaN}
        {"op_code": 8, "worker_id": "w", "trial_id": 0, "user_attr": {"regret": 0.25}}
        {"op_code": 8, "worker_id": "w", "trial_id": 0, "user_attr": {"who": "me"}}
        {"op_code": 6, "worker_id": "w", "trial_id": 0, "state": 1, "values": [0.5], "datetime_complete": "2026-01-31T12:00:01.000001+01:00"}
        {"op_code": 4, "worker_id": "w", "study_id": 0, "datetime_start": "2026-01-31T12:00:00+00:00"}
        {"op_code": 6, "worker_id": "w", "trial_id": 1, "state": 1, "values": [0.5]}
        {"op_co\
        """;
    List<ForeignTrial> trials = OptunaJournalReader.read(text, "there", OBJECTIVE);
    assertThat(trials).hasSize(2);
    ForeignTrial first = trials.get(0);
    assertThat(first.flaw()).isEmpty();
    assertThat(first.values()).containsEntry("kind", "tanh").containsEntry("width", 24L);
    assertThat(first.state())
        .isEqualTo(new TrialState.Completed(Metrics.of(REVENUE, 0.5, REGRET, 0.25)));
    assertThat(first.curve()).containsExactly(new Measurement(20, Metrics.of(REVENUE, 0.75), 0));
    assertThat(first.provenance().attributes()).containsExactly(Map.entry("who", "me"));
    assertThat(first.timing().orElseThrow().finished())
        .isEqualTo(Instant.parse("2026-01-31T11:00:01.000001Z"));
    assertThat(trials.get(1).flaw())
        .hasValueSatisfying(flaw -> assertThat(flaw).contains("regret"));
  }

  private static final String MINE =
      "{\"op_code\": 0, \"study_name\": \"s\", \"directions\": [%d]}\n{\"op_code\": 4, \"study_id\": 0}\n";
  private static final String ENDED =
      "{\"op_code\": 8, \"trial_id\": 0, \"user_attr\": {\"regret\": 0}}\n"
          + "{\"op_code\": 6, \"trial_id\": 0, \"state\": 1, \"values\": [0.5]}\n";

  @Test
  void aTrialThatHasEndedIsLeftAsItIs() {
    String late =
        "{\"op_code\": 6, \"trial_id\": 0, \"state\": 3}\n"
            + "{\"op_code\": 6, \"trial_id\": 0, \"state\": 1, \"values\": [0.9]}\n"
            + "{\"op_code\": 7, \"trial_id\": 0, \"step\": 1, \"intermediate_value\": 1}\n"
            + "{\"op_code\": 8, \"trial_id\": 0, \"user_attr\": {\"regret\": 9}}\n";
    String text = String.format(MINE, 2) + ENDED + late;
    assertThat(OptunaJournalReader.read(text, "there", OBJECTIVE))
        .singleElement()
        .satisfies(
            trial -> {
              assertThat(trial.curve()).isEmpty();
              assertThat(trial.state())
                  .isEqualTo(new TrialState.Completed(Metrics.of(REVENUE, 0.5, REGRET, 0)));
            });
  }

  @Test
  void whatIsDamagedIsAFlawOfItsTrialOrNamesTheLine() {
    String begun = String.format(MINE, 2);
    for (String odd :
        List.of(
            "{\"op_code\": 6, \"trial_id\": 4294967296, \"state\": 1}",
            "{\"op_code\": 6, \"trial_id\": -1, \"state\": 1}",
            "{\"op_code\": \"5\", \"trial_id\": 0}",
            "{\"op_code\": 0, \"study_name\": null}")) {
      assertThatThrownBy(() -> OptunaJournalReader.read(begun + odd + "\n", "x", OBJECTIVE))
          .hasMessage("x line 3: is no operation of Optuna's journal");
    }
    String choice =
        "{\"op_code\": 5, \"trial_id\": 0, \"param_name\": \"kind\", \"param_value_internal\": %s,"
            + " \"distribution\": \"{\\\"name\\\": \\\"CategoricalDistribution\\\","
            + " \\\"attributes\\\": {\\\"choices\\\": [\\\"a\\\"]}}\"}";
    for (String odd :
        List.of(
            "{\"op_code\": 6, \"trial_id\": 0, \"state\": 99}",
            "{\"op_code\": 9, \"trial_id\": 0, \"system_attr\": {\"%s\": {\"state\": 1}}}"
                .formatted(OptunaJournal.WHOLE),
            choice.formatted("NaN"),
            choice.formatted("7"),
            choice.formatted("-0.5"))) {
      assertThat(OptunaJournalReader.read(begun + odd + "\n", "x", OBJECTIVE))
          .as(odd)
          .singleElement()
          .satisfies(trial -> assertThat(trial.flaw()).isPresent());
    }
  }

  @Test
  void whatIsMinimisedThereIsNotOfWhatIsMaximisedHere() {
    String other = String.format(MINE, 1);
    assertThat(OptunaJournalReader.read(other + ENDED, "x", OBJECTIVE).get(0).flaw())
        .hasValueSatisfying(
            flaw -> assertThat(flaw).startsWith("values: are of [minimize] there, where this"));
    String named = "{\"op_code\": 8, \"trial_id\": 0, \"user_attr\": {\"revenue\": 0.25}}\n";
    assertThat(OptunaJournalReader.read(other + named + ENDED, "x", OBJECTIVE).get(0).state())
        .isEqualTo(new TrialState.Completed(Metrics.of(REVENUE, 0.25, REGRET, 0)));
  }

  @Test
  void whatIsNoJournalOfOneStudyIsNamed() {
    assertThatThrownBy(() -> OptunaJournalReader.read("{\"op_code\": 4}\n", "x.log", OBJECTIVE))
        .hasMessage("x.log line 1: is no operation of Optuna's journal");
    String study = "{\"op_code\": 0, \"study_name\": \"%s\", \"directions\": [1]}\n";
    assertThatThrownBy(
            () ->
                OptunaJournalReader.read(
                    String.format(study, "a") + String.format(study, "b"), "x.log", OBJECTIVE))
        .hasMessage("x.log: must be a journal of one study, has a, b");
  }

  /** Where Python has it: {@code pip install optuna}. */
  @Test
  void optunaItselfSeesTheSameAndGoesOn() throws IOException, InterruptedException {
    Path journal = temp.resolve("study.journal");
    Files.writeString(journal, OptunaJournal.of("mine", history(), Map.of("batch", 128)));
    Path script = temp.resolve("look.py");
    Files.writeString(
        script,
        """
        import sys, optuna
        from optuna.storages import JournalStorage
        try:
            from optuna.storages.journal import JournalFileBackend as File
        except ImportError:
            from optuna.storages import JournalFileStorage as File
        optuna.logging.set_verbosity(optuna.logging.ERROR)
        study = optuna.load_study(study_name='mine', storage=JournalStorage(File(sys.argv[1])))
        print([t.state.name for t in study.trials])
        knows = int(optuna.__version__.split('.')[0]) >= 5  # that the best keeps the constraints
        print(study.best_trial.number if knows else 1, study.trials[1].value, study.directions[0].name)
        print(getattr(study, 'metric_names', ['revenue']))  # since 3.2
        print(study.trials[0].params, study.trials[1].params['kind'], study.trials[2].params['kind'] == '')
        print(study.trials[1].user_attrs['regret'], study.trials[2].intermediate_values)
        print(study.trials[0].datetime_complete - study.trials[0].datetime_start)
        def objective(trial):
            trial.suggest_float('rate', 1e-5, 1, log=True)
            trial.suggest_float('step', 0, 1, step=0.1)
            trial.suggest_int('width', 16, 64, step=8)
            trial.suggest_categorical('kind', study.trials[0].distributions['kind'].choices)
            trial.report(0.125, 7)
            trial.set_user_attr('regret', 0.0001)
            return 0.75
        study.optimize(objective, n_trials=2)
        print(study.best_trial.number)
        """);
    Process python =
        new ProcessBuilder("python3", "-W", "ignore", script.toString(), journal.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    python.waitFor(60, TimeUnit.SECONDS);
    assumeTrue(!said.contains("No module named 'optuna'"), "python3 has no optuna");
    assertThat(said.lines().toList())
        .as(said)
        .containsExactly(
            "['COMPLETE', 'COMPLETE', 'PRUNED', 'FAIL', 'RUNNING']",
            "1 0.4 MAXIMIZE",
            "['revenue']",
            "{'rate': 0.1, 'step': 0.3, 'width': 24, 'kind': 'tanh'} it's \"ü\" True",
            "0.0005 {10: 0.25, 20: 0.3333333333333333}",
            "0:00:05",
            "5"); // the next trial, which notes no constraints, is feasible to Optuna
    List<ForeignTrial> back =
        OptunaJournalReader.read(Files.readString(journal), "there", OBJECTIVE);
    assertThat(back).hasSize(7);
    Transfer.Result taken =
        Study.inMemory(SPEC).imported(back, new Transfer(Map.of("batch", "128"), Optional.empty()));
    assertThat(taken.imported()).hasSize(5);
    assertThat(taken.imported().get(4).state().metrics())
        .isEqualTo(Metrics.of(REVENUE, 0.75, REGRET, 0.0001));
    assertThat(taken.imported().get(4).curve())
        .containsExactly(new Measurement(7, Metrics.of(REVENUE, 0.125), 0));
  }
}
