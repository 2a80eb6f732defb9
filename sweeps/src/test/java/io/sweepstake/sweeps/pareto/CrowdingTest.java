package io.sweepstake.sweeps.pareto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenetics.ext.moea.Pareto;
import io.jenetics.ext.moea.Vec;
import io.jenetics.util.ISeq;
import io.sweepstake.sweeps.study.Seeds;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CrowdingTest {
  private static final double OO = Double.POSITIVE_INFINITY;

  /** By hand: gaps of the neighbours as shares of the ranges 4 and 6. */
  @Test
  void theMiddleOnesHaveTheGapsOfTheirNeighbours() {
    double[][] front = {{1, 3}, {0, 6}, {4, 0}, {3, 1}};
    double[] distances = Crowding.distances(front);
    assertThat(distances[0]).isCloseTo(3.0 / 4 + 5.0 / 6, within(1e-15));
    assertThat(distances[1]).isInfinite();
    assertThat(distances[2]).isInfinite();
    assertThat(distances[3]).isCloseTo(3.0 / 4 + 3.0 / 6, within(1e-15));
  }

  @Test
  void equalAndInfiniteLossesLeaveNumbers() {
    assertThat(Crowding.distances(new double[][] {{1, 2}, {1, 2}, {1, 2}}))
        .containsExactly(0, 0, 0);
    assertThat(Crowding.distances(new double[][] {{-OO, 2}, {-OO, 1}, {-OO, 0}, {1, 0}}))
        .doesNotContain(Double.NaN);
    assertThat(Crowding.distances(new double[0][])).isEmpty();
  }

  @Test
  void agreesWithJeneticsOnRanksAndRoom() {
    for (int draw = 0; draw < 20; draw++) {
      RandomGenerator random = Seeds.generator(1, "front", draw);
      double[][] losses = new double[40][2 + draw % 2];
      NondominatedFronts fronts = new NondominatedFronts();
      for (int k = 0; k < losses.length; k++) {
        Arrays.setAll(losses[k], goal -> random.nextDouble());
        fronts.add(k, losses[k]);
      }
      // Jenetics' ranks and dominance are of vectors to be made large.
      ISeq<Vec<double[]>> large =
          Arrays.stream(losses)
              .map(loss -> Vec.of(Arrays.stream(loss).map(v -> -v).toArray()))
              .collect(ISeq.toISeq());
      int[] ranks = Pareto.rank(large);
      for (int rank = 0; rank < fronts.count(); rank++) {
        for (int member : fronts.front(rank)) {
          assertThat(ranks[member]).isEqualTo(rank);
        }
      }
      double[][] first =
          Arrays.stream(fronts.front(0)).mapToObj(k -> losses[k]).toArray(double[][]::new);
      ISeq<Vec<double[]>> front = Arrays.stream(first).map(Vec::of).collect(ISeq.toISeq());
      // Alone in front, a vector has infinite room there and, as in Optuna, none here.
      if (first.length > 1) {
        assertThat(Crowding.distances(first))
            .containsExactly(Pareto.crowdingDistance(front), within(1e-12));
      }
    }
  }
}
