package io.sweepstake.sweeps.pruner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Seeds;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HyperbandPrunerTest {
  private static final Goal LEAST = Goal.minimize(Curves.VALUE);

  private static StudySpec study(String name, long seed) {
    return StudySpec.of(name, Curves.SPEC.space(), Objective.of(LEAST), seed);
  }

  @Test
  void thereAreAsManyBracketsAsThePaperSays() {
    // floor(log_η(max / min)) + 1
    assertThat(new HyperbandPruner(LEAST, 1, 2, 16).brackets()).isEqualTo(5);
    assertThat(new HyperbandPruner(LEAST, 1, 3, 81).brackets()).isEqualTo(5);
    assertThat(new HyperbandPruner(LEAST, 1, 3, 80).brackets()).isEqualTo(4);
    assertThat(new HyperbandPruner(LEAST, 10, 3, 100).brackets()).isEqualTo(3);
    assertThat(new HyperbandPruner(LEAST, 60, 3, 100).brackets()).isEqualTo(1);
  }

  @Test
  void bracketsGetTheSharesOfThePaper() {
    // JMLR 2018, algorithm 1, R = 81 and η = 3: ceil(5 · 3^s / (s + 1)) configurations.
    HyperbandPruner pruner = new HyperbandPruner(LEAST, 1, 3, 81);
    assertThat(IntStream.range(0, 5).mapToLong(pruner::share))
        .containsExactly(81L, 34L, 15L, 8L, 5L);
    assertThat(pruner.cycle()).isEqualTo(143);
  }

  @Test
  void bracketsAreThoseThatOptunaAssigns() {
    // crc32("study_0") … crc32("study_9") modulo 143, by zlib.
    HyperbandPruner pruner = new HyperbandPruner(LEAST, 1, 3, 81);
    StudySpec study = study("study", 1);
    assertThat(IntStream.range(0, 10).map(k -> pruner.bracket(study, k)))
        .containsExactly(1, 0, 0, 0, 0, 0, 0, 0, 1, 0);
  }

  @Test
  void bracketsBySeedDoNotHangOnTheName() {
    HyperbandPruner pruner =
        new HyperbandPruner(LEAST, 1, 3, 81, 0, HyperbandPruner.Assignment.SEED);
    int[] one = IntStream.range(0, 200).map(k -> pruner.bracket(study("a", 1), k)).toArray();
    assertThat(IntStream.range(0, 200).map(k -> pruner.bracket(study("b", 1), k)))
        .containsExactly(IntStream.of(one).boxed().toArray(Integer[]::new));
    assertThat(IntStream.range(0, 200).map(k -> pruner.bracket(study("a", 2), k)).toArray())
        .isNotEqualTo(one);
    // In proportion to the shares: 81 of 143 in the first, within four standard deviations.
    long first =
        IntStream.range(0, 14_300).filter(k -> pruner.bracket(study("a", 1), k) == 0).count();
    assertThat(first).isBetween(8_100L - 240, 8_100L + 240);
  }

  @Test
  void aBracketIsLeftAloneBeforeItsRung() {
    HyperbandPruner pruner = new HyperbandPruner(LEAST, 10, 3, 90);
    StudySpec study = study("study", 1);
    for (int number = 0; number < 30; number++) {
      int bracket = pruner.bracket(study, number);
      Trial blind = Curves.running(number, Double.NaN);
      History before = History.empty(study);
      for (int k = 0; k < number; k++) {
        before = before.with(Curves.running(k));
      }
      assertThat(pruner.decide(blind, new Rung(0, 10), before).prune()).isEqualTo(bracket == 0);
    }
  }

  @Test
  void trialsCompeteWithTheirBracketOnly() {
    HyperbandPruner pruner = new HyperbandPruner(LEAST, 10, 3, 90);
    StudySpec study = study("study", 1);
    int judged = 0;
    History history = History.empty(study);
    for (int number = 0; number < 40; number++) {
      Trial trial = Curves.running(number, 40 - number);
      int bracket = pruner.bracket(study, number);
      if (bracket == 0) {
        // Better than all before it, in whatever bracket.
        assertThat(pruner.decide(trial, new Rung(0, 10), history).prune()).isFalse();
        // The worst of its own bracket and the best of all others together.
        History others = history;
        Trial bad = Curves.running(number, 100);
        boolean alone =
            history.trials().stream().noneMatch(t -> pruner.bracket(study, t.number()) == 0);
        assertThat(pruner.decide(bad, new Rung(0, 10), others).prune()).isEqualTo(!alone);
        assertThat(pruner.decide(bad, new Rung(0, 10), others).reason()).startsWith("bracket 0: ");
        judged++;
      }
      history = history.with(trial);
    }
    assertThat(judged).isGreaterThan(5);
  }

  @Test
  void wrongOptionsAreRefused() {
    assertThatThrownBy(
            () -> new HyperbandPruner(LEAST, 1, 3, 81, -1, HyperbandPruner.Assignment.NAME))
        .hasMessage("hyperband bootstrap: must be at least 0, was -1");
    assertThatThrownBy(
            () ->
                Pruners.of(
                    io.sweepstake.sweeps.study.Strategy.of(
                        "hyperband", java.util.Map.of("brackets", "dice")),
                    LEAST,
                    100))
        .hasMessage("hyperband brackets: must be one of [name, seed], was dice");
  }

  /** Shares of 3 brackets are ⌈3·9/3⌉ = 9, ⌈3·3/2⌉ = 5 and ⌈3·1/1⌉ = 3, of 17. */
  @Test
  void bracketsFollowEachOtherWithinACycle() {
    HyperbandPruner pruner =
        new HyperbandPruner(LEAST, 10, 3, 100, 0, HyperbandPruner.Assignment.SEED);
    for (int trial = 0; trial < 200; trial++) {
      long at = Math.floorMod(Seeds.derive(1, "bracket", trial), 17L);
      assertThat(pruner.bracket(study("a", 1), trial)).isEqualTo(at < 9 ? 0 : at < 14 ? 1 : 2);
    }
  }
}
