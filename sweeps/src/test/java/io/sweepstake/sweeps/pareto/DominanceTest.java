package io.sweepstake.sweeps.pareto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DominanceTest {
  @Test
  void whoIsEqualInOneGoalAndBetterInAnotherDominates() {
    double[] better = {1, 2};
    double[] worse = {1, 3};
    assertThat(Dominance.dominates(better, worse)).isTrue();
    assertThat(Dominance.dominates(worse, better)).isFalse();
    assertThat(Dominance.dominates(better, better)).isFalse();
    assertThat(Dominance.covers(better, better)).isTrue();
    assertThat(Dominance.dominates(new double[] {0, 3}, worse)).isTrue();
    assertThat(Dominance.dominates(new double[] {0, 4}, worse)).isFalse();
  }
}
