package io.sweepstake.problems.auction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.core.truthful.MenuChoice;
import io.sweepstake.core.truthful.PhaseOptimiser;
import io.sweepstake.core.truthful.TruthfulTrainingSpec;
import io.sweepstake.jobs.config.SweepConfig;
import io.sweepstake.jobs.run.StudyDefinition;
import io.sweepstake.sweeps.problem.TrainedTrials;
import io.sweepstake.sweeps.problem.Trainings;
import io.sweepstake.sweeps.problem.Worker;
import io.sweepstake.sweeps.pruner.Rung;
import io.sweepstake.sweeps.run.trial.Deadline;
import io.sweepstake.sweeps.run.trial.TrialFunction;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Artifact;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Lineage;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuctionTrialsTest {
  private static final int ITERATIONS = 120;

  @Test
  void aTrialTrainsEvaluatesAndKeepsItsNetwork() {
    Trial done = run(trial(study(ITERATIONS), 0.5));

    assertThat(done.state()).isInstanceOf(TrialState.Completed.class);
    assertThat(done.state().metrics().value(AuctionMetrics.REVENUE).getAsDouble())
        .isBetween(0.1, 1.0);
    assertThat(done.state().metrics().value(AuctionMetrics.REGRET).getAsDouble())
        .isGreaterThanOrEqualTo(
            done.state().metrics().value(AuctionMetrics.REGRET_CHEAP).getAsDouble() - 1e-6);
    assertThat(done.state().metrics().value(AuctionMetrics.IR_VIOLATION).getAsDouble())
        .isLessThan(1e-6);
    assertThat(done.curve()).hasSize(20);
    NetworkFile network = NetworkFile.fromBytes(done.artifacts().get(0).content());
    assertThat(network.family()).isEqualTo("regretnet");
    assertThat(done.provenance().attributes()).containsKeys("engine", "jdk", "host", "pid");
  }

  @Test
  void aTrialStoppedAtRungsEqualsOneThatRanThrough() {
    Trial trial = trial(study(ITERATIONS), 0.5);
    TrialFunction function = function(study(ITERATIONS));
    Trial through = run(trial);

    Trial first = function.advance(List.of(trial), new Rung(0, 30)).get(0);
    assertThat(first.state()).isInstanceOf(TrialState.Running.class);
    Trial second = function.advance(List.of(first), new Rung(1, 90)).get(0);
    Trial last = function.advance(List.of(second), Rung.end(2)).get(0);

    assertThat(last.artifacts()).isEqualTo(through.artifacts());
    assertThat(last.state().metrics().value(AuctionMetrics.REGRET))
        .isEqualTo(through.state().metrics().value(AuctionMetrics.REGRET));
    assertThat(last.curve().stream().map(measurement -> measurement.step()))
        .isEqualTo(through.curve().stream().map(measurement -> measurement.step()).toList());
  }

  @Test
  void anHeirGoesOnFromItsParentsCheckpointWithItsOwnHyperParameters() {
    // Heirs have the shape of their parents: pbt is told which parameters stay.
    StudyDefinition space =
        study(
            "additive-1x2-uniform",
            1,
            "regretnet",
            ITERATIONS,
            Map.of("width", "40", "depth", "2"));
    TrialFunction function = function(space);
    Trial parent = trial(space, 0.5);
    Trial waiting = function.advance(List.of(parent), new Rung(0, 60)).get(0);

    Trial same = heir(1, parent.point(), waiting);
    Trial other = heir(2, centre(space.spec().space(), 0.9), waiting);
    Trial gone = heir(3, parent.point(), waiting).withArtifacts(List.of());
    Trial through = run(parent);

    Trial sameDone = function.advance(List.of(same), Rung.end(1)).get(0);
    assertThat(sameDone.artifacts())
        .as("with its parent's point it becomes what its parent would have")
        .isEqualTo(through.artifacts());
    assertThat(sameDone.curve().get(0).step()).isEqualTo(66);
    Trial otherRung = function.advance(List.of(other), new Rung(1, 90)).get(0);
    Trial otherDone = function.advance(List.of(otherRung), Rung.end(2)).get(0);
    assertThat(otherDone.state()).isInstanceOf(TrialState.Completed.class);
    assertThat(otherDone.artifacts()).isNotEqualTo(through.artifacts());
    assertThat(otherDone.artifacts())
        .as("its own rungs change nothing")
        .isEqualTo(function.advance(List.of(other), Rung.end(1)).get(0).artifacts());
    List<Trial> pack = function.advance(List.of(gone, parent), Rung.end(1));
    assertThat(pack.get(0).state())
        .isInstanceOfSatisfying(
            TrialState.Failed.class,
            failed ->
                assertThat(failed.message())
                    .contains(
                        "trial 3: goes on from trial 0 at step 60, whose checkpoint is gone"));
    assertThat(pack.get(1).state())
        .as("its neighbour is none the worse for it")
        .isInstanceOf(TrialState.Completed.class);
  }

  private static Trial heir(int number, Point point, Trial parent) {
    return Trial.descended(
            number,
            point,
            parent,
            new Ask(0, "pbt", new Lineage(0, 60, number)),
            Instant.parse("2026-01-01T00:00:00Z"))
        .withArtifacts(parent.artifacts());
  }

  @Test
  void aRungBetweenTwoMeasurementsHasOneOfItsOwn() {
    StudyDefinition space = study(ITERATIONS);
    Trial trial = trial(space, 0.5);
    Trial stopped = function(space).advance(List.of(trial), new Rung(0, 31)).get(0);
    assertThat(stopped.curve().stream().map(measurement -> measurement.step()))
        .containsExactly(6L, 12L, 18L, 24L, 30L, 31L);
    Trial done = function(space).advance(List.of(stopped), Rung.end(1)).get(0);
    assertThat(done.artifacts()).isEqualTo(run(trial).artifacts());
    Trial early = function(space).advance(List.of(trial), new Rung(0, 4)).get(0);
    assertThat(early.curve()).hasSize(1);
  }

  @Test
  void aTrialWhoseCheckpointIsGoneTrainsOnceMoreWhatItHasMeasured() {
    StudyDefinition space = study(ITERATIONS);
    Trial stopped = function(space).advance(List.of(trial(space, 0.5)), new Rung(0, 30)).get(0);
    Trial done =
        function(space).advance(List.of(stopped.withArtifacts(List.of())), Rung.end(1)).get(0);
    assertThat(done.artifacts()).isEqualTo(run(trial(space, 0.5)).artifacts());
    assertThat(done.curve()).hasSize(20);
  }

  @Test
  void aTrialIsTheSameWhetherItsTrainingIsStillHereOrRestored() {
    StudyDefinition space = study(ITERATIONS);
    Trial stopped = function(space).advance(List.of(trial(space, 0.5)), new Rung(0, 30)).get(0);
    byte[] checkpoint = stopped.artifacts().get(0).content();
    Trainings alike = ((TrainedTrials) function(space)).trainings();
    assertThat(Worker.ofThisProcess().kept().take(checkpoint, alike)).isPresent();
    assertThat(Worker.ofThisProcess().kept().take(checkpoint, alike)).isEmpty();

    Trial cold = function(space).advance(List.of(stopped), new Rung(1, 60)).get(0);
    Trial warm = function(space).advance(List.of(cold), Rung.end(2)).get(0);

    assertThat(warm.artifacts()).isEqualTo(run(trial(space, 0.5)).artifacts());
  }

  @Test
  void aTrialWhoseCheckpointIsDamagedBeginsAgainAndSaysSo() {
    StudyDefinition space = study(ITERATIONS);
    Trial stopped = function(space).advance(List.of(trial(space, 0.5)), new Rung(0, 30)).get(0);
    byte[] damaged = stopped.artifacts().get(0).content().clone();
    damaged[damaged.length / 2] ^= 1;
    Trial sent = stopped.withArtifacts(List.of(new Artifact(Artifact.CHECKPOINT, damaged)));

    Trial later = function(space).advance(List.of(sent), new Rung(1, 60)).get(0);
    Trial done = function(space).advance(List.of(later), Rung.end(2)).get(0);

    assertThat(done.artifacts()).isEqualTo(run(trial(space, 0.5)).artifacts());
    assertThat(done.curve()).hasSize(20);
    assertThat(done.provenance().attributes().get(TrainedTrials.BEGAN_AGAIN))
        .startsWith("checkpoint:");
  }

  @Test
  void trialsWhoseNetworksHaveOneShapeFitOnePack() {
    StudyDefinition study = study(ITERATIONS);
    assertThat(study.spec().space().params())
        .extracting(Param::name)
        .contains("misreport_steps", "learning_rate");
    assertThat(study.shape()).containsExactlyInAnyOrder("width", "depth");
  }

  @Test
  void aMenuIsTruthfulAndResumesLikeANetwork() {
    StudyDefinition space = study("additive-1x2-uniform", 1, "rochetnet", ITERATIONS, Map.of());
    TrialFunction function = function(space);
    Trial trial = trial(space, 0.2);
    Trial through = function.advance(List.of(trial), Rung.END).get(0);
    Trial stopped = function.advance(List.of(trial), new Rung(0, 30)).get(0);
    Trial resumed = function.advance(List.of(stopped), Rung.end(1)).get(0);

    assertThat(through.state()).isInstanceOf(TrialState.Completed.class);
    assertThat(through.state().metrics().value(AuctionMetrics.REVENUE).getAsDouble())
        .isBetween(0.3, 0.552);
    assertThat(through.state().metrics().value(AuctionMetrics.REGRET_MAX).getAsDouble())
        .isLessThan(1e-6);
    assertThat(through.state().metrics().value(AuctionMetrics.IR_VIOLATION).getAsDouble())
        .isLessThan(1e-7);
    assertThat(resumed.artifacts()).isEqualTo(through.artifacts());
  }

  @ParameterizedTest
  @CsvSource({
    "finitely-convex, additive-1x2:uniform(0;2), 1",
    "myersonnet, irregular, 3",
    "vvca, additive-2x2-uniform, 2",
    "ama, unit-2x2-uniform, 2",
    "lottery-ama, additive-2x2-uniform-triangle, 2"
  })
  void truthfulFamiliesHaveNoRegretAndResume(String family, String written, int bidders) {
    String setting = written.replace(';', ',');
    StudyDefinition space = study(setting, bidders, family, ITERATIONS, Map.of());
    TrialFunction function = function(space);
    Trial trial = trial(space, 0.2);
    Trial through = function.advance(List.of(trial), Rung.END).get(0);
    Trial stopped = function.advance(List.of(trial), new Rung(0, 30)).get(0);
    Trial resumed = function.advance(List.of(stopped), Rung.end(1)).get(0);

    assertThat(through.state()).isInstanceOf(TrialState.Completed.class);
    assertThat(through.state().metrics().value(AuctionMetrics.REVENUE).getAsDouble())
        .isGreaterThan(0.05);
    assertThat(through.state().metrics().value(AuctionMetrics.REGRET_MAX).getAsDouble())
        .isLessThan(4e-6);
    assertThat(through.state().metrics().value(AuctionMetrics.IR_VIOLATION).getAsDouble())
        .isLessThan(1e-6);
    assertThat(resumed.artifacts()).isEqualTo(through.artifacts());
  }

  @Test
  void aMenuInTwoModesIsPlannedByItsParameters() {
    AuctionProblem problem =
        (AuctionProblem)
            study("additive-1x2-uniform", 1, "finitely-convex", 100, Map.of()).problem();
    Map<String, Object> values = new LinkedHashMap<>();
    problem.tunables().forEach(tunable -> values.put(tunable.name(), tunable.preset()));
    assertThat(((TruthfulTrainingSpec) problem.plan(values, 1)).then()).isEmpty();
    values.put("choice", "soft-then-ste");
    values.put("ste_optimiser", "nesterov");
    values.put("switch_patience", 7);
    TruthfulTrainingSpec.SecondPhase then =
        ((TruthfulTrainingSpec) problem.plan(values, 1)).then().orElseThrow();
    assertThat(then.when().patience()).isEqualTo(7);
    assertThat(then.phase().choice()).isEqualTo(MenuChoice.STE);
    assertThat(then.phase().optimiser()).isEqualTo(PhaseOptimiser.NESTEROV);
    values.put("choice", "hard");
    assertThatThrownBy(() -> problem.plan(values, 1))
        .hasMessage("choice: must be one of [soft, ste, soft-then-ste], was hard");
  }

  @Test
  void aTrainingBeyondItsDeadlineEndsAndKeepsWhatItMeasured() {
    int iterations = 2_000_000;
    StudyDefinition space = study(iterations);
    TrialFunction function =
        new Deadline(function(space), Duration.ofSeconds(2), Duration.ofMinutes(2));

    Trial row = function.advance(List.of(trial(space, 0.5)), Rung.END).get(0);

    TrialState.Failed failed = (TrialState.Failed) row.state();
    assertThat(failed.cause()).isEqualTo(TrialState.Cause.TIMEOUT);
    assertThat(failed.message()).isEqualTo("took longer than its deadline of 2 s");
    assertThat(row.provenance().attributes()).as("it came back by itself").containsKey("engine");
    assertThat(row.artifacts()).isEmpty();
  }

  @Test
  void aMenuForSeveralBiddersIsRefusedAtTheDoor() {
    assertThatThrownBy(() -> study("additive-2x2-uniform", 2, "rochetnet", ITERATIONS, Map.of()))
        .hasMessageContaining("is for a single bidder");
  }

  @Test
  void aDivergingTrialIsARowThatSaysWhere() {
    StudyDefinition space =
        study("additive-1x2-uniform", 1, "regretnet", ITERATIONS, Map.of("learning_rate", "1e30"));
    Trial done = function(space).advance(List.of(trial(space, 0.5)), Rung.END).get(0);

    assertThat(done.state()).isInstanceOf(TrialState.Failed.class);
    assertThat(((TrialState.Failed) done.state()).cause()).isEqualTo(TrialState.Cause.DIVERGED);
    assertThat(((TrialState.Failed) done.state()).message()).contains("iteration");
  }

  @ParameterizedTest
  @CsvSource({
    "lambda0, -1, 2, 'lambda0: must be at least 0, was -1'",
    "rmax_end, 0.001, 1.5, 'rmax_end: must be inside (0, 1), was 1.5'",
    "learning_rate, -0.001, 0.1, 'learning_rate: must be above 0, was -0.001'"
  })
  void rangesThatATrainingCannotUseAreRefusedAtTheDoor(
      String name, double low, double high, String message) {
    Map<String, String> changes = Map.of(name, low + ".." + high);

    assertThatThrownBy(() -> study("additive-1x2-uniform", 1, "regretnet", ITERATIONS, changes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void unknownHyperParametersAreNamedBesideTheKnown() {
    assertThatThrownBy(
            () ->
                study("additive-1x2-uniform", 1, "regretnet", ITERATIONS, Map.of("lamda", "0..1")))
        .hasMessageContaining("no parameter lamda")
        .hasMessageContaining("lambda0");
  }

  @Test
  void everySettingsDefaultSpaceMakesTrainings() {
    for (String name :
        List.of(
            "additive-2x3-uniform",
            "uniform",
            "exponential",
            "latent",
            "hetero",
            "screening-1x2:lognormal(0,0.5)")) {
      Setting setting = Settings.named(name, OptionalInt.empty());
      StudyDefinition space =
          study(
              name, setting.bidders(), MechanismFamilies.defaultFor(setting).name(), 10, Map.of());
      AuctionProblem problem = (AuctionProblem) space.problem();
      Map<String, Object> values = new LinkedHashMap<>(problem.fixed());
      values.putAll(centre(space.spec().space(), 0.3).values());
      assertThat(problem.plan(values, 1).iterations()).isEqualTo(10);
    }
  }

  private static Trial run(Trial trial) {
    return function(study(ITERATIONS)).advance(List.of(trial), Rung.END).get(0);
  }

  private static TrialFunction function(StudyDefinition study) {
    return study.trials(Map.of());
  }

  private static StudyDefinition study(int iterations) {
    return study("additive-1x2-uniform", 1, "regretnet", iterations, Map.of());
  }

  private static StudyDefinition study(
      String setting, int bidders, String family, int iterations, Map<String, String> params) {
    return StudyDefinition.of(
        SweepConfig.of(
            Map.of(
                "setting", setting,
                "bidders", bidders,
                "family", family,
                "iterations", iterations,
                "trials", 1,
                "study", "unused",
                "params", params)));
  }

  private static Trial trial(StudyDefinition space, double where) {
    return Trial.asked(
        0,
        centre(space.spec().space(), where),
        7,
        new Ask(0, "test"),
        Instant.parse("2026-01-01T00:00:00Z"));
  }

  private static Point centre(SearchSpace space, double where) {
    double[] unit = new double[space.size()];
    Arrays.fill(unit, where);
    return Point.decode(space, unit);
  }
}
