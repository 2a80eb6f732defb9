package io.sweepstake.sweeps.pruner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.option.Option;
import io.sweepstake.sweeps.study.Checkpoint;
import io.sweepstake.sweeps.study.Decision;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Strategy;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every pruner must keep, for all of {@link Pruners#names}. */
class PrunerContractTest {
  private static final long STEPS = 90;
  private static final Metric VALUE = Curves.VALUE;

  static List<String> names() {
    return Pruners.names();
  }

  private static Pruner pruner(String name, Goal goal, Map<String, String> more) {
    Map<String, String> options = new TreeMap<>(more);
    if (name.equals("threshold")) {
      options.put("lower", goal.direction() == Goal.Direction.MAXIMIZE ? "2" : "-1e9");
      options.put("upper", goal.direction() == Goal.Direction.MAXIMIZE ? "1e9" : "-2");
    }
    if (List.of("median", "percentile", "threshold", "patient", "wilcoxon", "pbt").contains(name)) {
      options.putIfAbsent("warmup", "10");
      options.putIfAbsent("interval", "10");
    }
    if (List.of("asha", "asha_promotion", "hyperband").contains(name)) {
      options.putIfAbsent("factor", "3");
      options.putIfAbsent("first", "10");
    }
    if (name.equals("patient")) {
      options.putIfAbsent("patience", "0");
    }
    return Pruners.of(Strategy.of(name, options), goal, STEPS);
  }

  private static Pruner pruner(String name) {
    return pruner(name, Goal.maximize(VALUE), Map.of());
  }

  /** What becomes of a trial at its last rung, released at once if it waits. */
  private static Decision.Action verdict(Pruner pruner, Trial trial, History history) {
    Rung rung = new Rung(0, 1);
    for (Rung each : pruner.rungs()) {
      rung = each.step() <= trial.reached() ? each : rung;
    }
    if (pruner.rungs().isEmpty()) {
      return Decision.Action.CONTINUE;
    }
    Decision decision = pruner.decide(trial, rung, history);
    if (decision.action() != Decision.Action.PAUSE) {
      return decision.action();
    }
    History waiting = history.with(trial.decided(decision).withState(new TrialState.Paused()));
    Optional<Pruner.Release> release = pruner.release(waiting, false, checkpoints(waiting));
    return release.isPresent() && release.get().trial() == trial.number()
        ? release.get().decision().action()
        : Decision.Action.PAUSE;
  }

  private static Set<Checkpoint> checkpoints(History history) {
    return Curves.checkpoints(history);
  }

  private static boolean survives(Decision.Action action) {
    return action == Decision.Action.CONTINUE || action == Decision.Action.PROMOTE;
  }

  /** Six completed trials with values 1 to 6 at every tenth step, and one running. */
  private static History six() {
    return Curves.completed(
        Curves.SPEC,
        new double[] {1, 1, 1},
        new double[] {2, 2, 2},
        new double[] {3, 3, 3},
        new double[] {4, 4, 4},
        new double[] {5, 5, 5},
        new double[] {6, 6, 6});
  }

  @ParameterizedTest
  @MethodSource("names")
  void rungsRiseAndLieBeforeTheEnd(String name) {
    List<Rung> rungs = pruner(name).rungs();
    for (int k = 0; k < rungs.size(); k++) {
      assertThat(rungs.get(k).index()).isEqualTo(k);
      assertThat(rungs.get(k).step())
          .isBetween(k == 0 ? 1 : rungs.get(k - 1).step() + 1, STEPS - 1);
    }
    assertThat(rungs.isEmpty()).isEqualTo(name.equals("none"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void theFirstTrialGoesOn(String name) {
    History nobody = History.empty(Curves.SPEC);
    Trial first = Curves.running(0, 3);
    assertThat(verdict(pruner(name), first, nobody)).matches(PrunerContractTest::survives);
    Trial further = Curves.running(0, 3, 4, 5);
    assertThat(verdict(pruner(name), further, nobody)).matches(PrunerContractTest::survives);
  }

  @ParameterizedTest
  @MethodSource("names")
  void aDecisionIsAFunctionOfTheHistory(String name) {
    Pruner kept = pruner(name);
    for (int k = 0; k < 12; k++) {
      Trial trial = Curves.running(6, 6 - k * 0.5, 6.2 - k * 0.6);
      Rung rung = kept.rungs().isEmpty() ? new Rung(0, 10) : kept.rungs().get(0);
      Decision now = kept.decide(trial, rung, six());
      assertThat(pruner(name).decide(trial, rung, six())).as("fresh").isEqualTo(now);
      var unused = kept.decide(Curves.running(6, k, k), rung, History.empty(Curves.SPEC));
      assertThat(kept.decide(trial, rung, six())).as("asked again").isEqualTo(now);
      History waiting = Curves.waiting(k + 1);
      assertThat(pruner(name).release(waiting, false, checkpoints(waiting)))
          .isEqualTo(kept.release(waiting, false, checkpoints(waiting)));
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void turningEveryValueAndTheGoalAroundChangesNothing(String name) {
    for (int k = 0; k < 14; k++) {
      double value = k * 0.5 + 0.25;
      Decision.Action up = verdict(pruner(name), Curves.running(6, value + 1, value), six());
      History down =
          Curves.completed(
              Curves.spec(Goal.minimize(VALUE)),
              new double[] {-1, -1, -1},
              new double[] {-2, -2, -2},
              new double[] {-3, -3, -3},
              new double[] {-4, -4, -4},
              new double[] {-5, -5, -5},
              new double[] {-6, -6, -6});
      assertThat(
              verdict(
                  pruner(name, Goal.minimize(VALUE), Map.of()),
                  Curves.running(6, -value - 1, -value),
                  down))
          .as("%s at %s", name, value)
          .isEqualTo(up);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void aTrialWithoutAValueIsNeverKeptWhereValuesDecide(String name) {
    Trial blind = Curves.running(6, Double.NaN);
    Decision.Action action = verdict(pruner(name), blind, six());
    // As in Optuna: patience needs two measurements, and the signed-rank test two common ones.
    boolean spared = List.of("none", "patient", "wilcoxon").contains(name);
    // Its bracket may not be judged yet.
    boolean early =
        name.equals("hyperband") && ((HyperbandPruner) pruner(name)).bracket(Curves.SPEC, 6) > 0;
    assertThat(survives(action)).isEqualTo(spared || early);
  }

  @ParameterizedTest
  @MethodSource("names")
  void trialsWithoutValuesDoNotSwayTheOthers(String name) {
    History blind = six();
    for (int k = 0; k < 5; k++) {
      blind = blind.with(Curves.running(blind.size(), Double.NaN, Double.NaN));
    }
    for (int k = 0; k < 14; k++) {
      double value = k * 0.5 + 0.25;
      Trial alone = Curves.running(6, value + 1, value);
      Trial among = Curves.running(11, value + 1, value);
      if (!name.equals("hyperband")) { // whose brackets go by number
        assertThat(verdict(pruner(name), among, blind))
            .as("%s at %s", name, value)
            .isEqualTo(verdict(pruner(name), alone, six()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void aStudyOfSeveralGoalsIsPrunedByTheMetricItNames(String name) {
    Metric cost = Metric.of("cost");
    StudySpec two =
        StudySpec.of(
            "two", Curves.SPEC.space(), Objective.of(Goal.minimize(cost), Goal.maximize(VALUE)), 1);
    Map<String, String> options = Map.of("metric", "score", "direction", "maximize");
    Pruner byValue = pruner(name, Goal.maximize(VALUE), name.equals("none") ? Map.of() : options);
    History history = History.empty(two);
    for (Trial trial : six().trials()) {
      history =
          history
              .with(trial.unfinished())
              .with(
                  trial.withState(
                      new TrialState.Completed(
                          Metrics.of(VALUE, trial.number() + 1.0, cost, 1.0))));
    }
    for (int k = 0; k < 14; k++) {
      double value = k * 0.5 + 0.25;
      Trial trial = Curves.running(6, value + 1, value);
      if (!name.equals("hyperband")) { // whose brackets go by the study's name
        assertThat(verdict(byValue, trial, history))
            .as("%s at %s", name, value)
            .isEqualTo(verdict(pruner(name), trial, six()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void theGoodAreKeptAndTheBadAreNot(String name) {
    assertThat(verdict(pruner(name), Curves.running(6, 8, 9), six()))
        .as("better than all, and rising")
        .matches(PrunerContractTest::survives);
    Decision.Action worst = verdict(pruner(name), Curves.running(6, 0.75, 0.5), six());
    boolean cannotTell =
        List.of("none", "wilcoxon").contains(name)
            || (name.equals("hyperband")
                && ((HyperbandPruner) pruner(name)).bracket(Curves.SPEC, 6) > 0);
    assertThat(survives(worst)).as("worst of all, and falling").isEqualTo(cannotTell);
  }

  @ParameterizedTest
  @MethodSource("names")
  void unknownOptionsAreNamed(String name) {
    Map<String, String> misspelt = new TreeMap<>(Map.of("fcator", "3"));
    if (name.equals("threshold")) {
      misspelt.put("lower", "0");
    }
    assertThatThrownBy(() -> Pruners.of(Strategy.of(name, misspelt), Goal.maximize(VALUE), 100))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(name + ": options are [")
        .hasMessageEndingWith("was fcator");
  }

  @ParameterizedTest
  @MethodSource("names")
  void aPrunerReadsEveryOptionThatItDescribes(String name) {
    PrunerDescription description = description(name);
    assertThat(description.meaning()).isNotBlank();
    for (Option option : description.known()) {
      if (Set.of("metric", "frozen").contains(option.name())) {
        continue; // any word is a name
      }
      assertThat(option.meaning()).as(option.name()).isNotBlank();
      Map<String, String> odd = Map.of(option.name(), "odd", "metric", "score");
      assertThatThrownBy(() -> Pruners.of(Strategy.of(name, odd), Goal.maximize(VALUE), STEPS))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(option.name().equals("inner") ? "pruner" : option.name())
          .hasMessageEndingWith("was odd");
    }
  }

  private static PrunerDescription description(String name) {
    return Pruners.describe().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void optionsAreCheckedByNameRuleAndValue() {
    Map<String, Map<String, String>> wrong = new TreeMap<>();
    wrong.put("asha factor: must be at least 2, was 1", Map.of("factor", "1"));
    wrong.put("asha factor: must be a whole number, was three", Map.of("factor", "three"));
    wrong.put("asha first step: must be at least 1, was 0", Map.of("first", "0"));
    wrong.put("asha bootstrap: must be at least 0, was -1", Map.of("bootstrap", "-1"));
    wrong.put(
        "asha direction: must be maximize or minimize, was up",
        Map.of("metric", "score", "direction", "up"));
    wrong.put(
        "asha direction: must be maximize or minimize where the metric is none of the"
            + " objective's, was not given for cost",
        Map.of("metric", "cost"));
    wrong.put("asha direction: must come with a metric, had none", Map.of("direction", "maximize"));
    wrong.forEach(
        (message, options) ->
            assertThatThrownBy(
                    () -> Pruners.of(Strategy.of("asha", options), Goal.maximize(VALUE), 100))
                .hasMessage(message));
    assertThatThrownBy(() -> Pruners.of(Strategy.of("ahsa"), Goal.maximize(VALUE), 100))
        .hasMessage("pruner: must be one of " + Pruners.names() + ", was ahsa");
    assertThatThrownBy(() -> Pruners.of(Strategy.of("threshold"), Goal.maximize(VALUE), 100))
        .hasMessage("threshold pruner: needs a lower or an upper bound, had none");
    assertThatThrownBy(
            () ->
                Pruners.of(
                    Strategy.of("median", Map.of("warmup", "100")), Goal.maximize(VALUE), 100))
        .hasMessage("median warmup: must be below a trial's 100 steps, was 100");
  }

  @Test
  void aMetricOfTheGoalKeepsItsDirection() {
    Goal goal = Goal.maximize(VALUE).minus(5, Metric.of("regret"));
    AshaPruner byRegret =
        (AshaPruner) Pruners.of(Strategy.of("asha", Map.of("metric", "regret")), goal, 100);
    assertThat(byRegret.goal()).isEqualTo(Goal.minimize(Metric.of("regret")));
    AshaPruner byValue =
        (AshaPruner) Pruners.of(Strategy.of("asha", Map.of("metric", "score")), goal, 100);
    assertThat(byValue.goal()).isEqualTo(Goal.maximize(VALUE));
    assertThat(((AshaPruner) Pruners.of(Strategy.of("asha"), goal, 100)).goal()).isEqualTo(goal);
  }

  @Test
  void aPrunerSaysWhichOptionsItReads() {
    assertThat(Pruners.options("none")).isEmpty();
    assertThat(Pruners.options("asha"))
        .containsExactlyInAnyOrder("metric", "direction", "factor", "first", "bootstrap");
    assertThat(Pruners.options("threshold")).contains("lower", "upper", "warmup");
    assertThat(description("asha").defaults())
        .isEqualTo("factor (4), first (steps/factor^2), bootstrap (0)");
    assertThatThrownBy(() -> Pruners.options("ahsa")).hasMessageStartingWith("pruner: must be");
  }
}
