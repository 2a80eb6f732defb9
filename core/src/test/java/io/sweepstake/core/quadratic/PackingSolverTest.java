package io.sweepstake.core.quadratic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PackingSolverTest {
  private static final double STEP = 1e-5;

  @Test
  void agreesWithAnIndependentSolver() {
    compareWithPeer(500, 1);
  }

  @Test
  @Tag("slow")
  void agreesWithAnIndependentSolverOnTenThousandInstances() {
    compareWithPeer(10_000, 2);
  }

  /**
   * Where the two differ, the peer's point is worth less by more than rounding, and a bound proves
   * ours: ojAlgo 53 stops early in a few of a thousand of these.
   */
  private static void compareWithPeer(int instances, long seed) {
    RandomGenerator random = new Random(seed);
    int differing = 0;
    for (int k = 0; k < instances; k++) {
      RandomPackings.Case one = RandomPackings.any(random);
      PackingSolver solver = new PackingSolver(one.packing(), one.curvature());
      double[] x = new double[one.packing().size()];
      solver.solve(one.objective(), one.capacities(), x);

      assertThat(solver.unsettled()).as("instance %d", k).isZero();
      assertThat(infeasibility(one, x)).as("instance %d", k).isLessThan(1e-9);
      double[] peer = PeerSolver.packing(one);
      if (!close(x, peer)) {
        differing++;
        double value = value(one, x);
        assertThat(value(one, peer)).as("instance %d", k).isLessThan(value - 1e-6);
        assertThat(DualBound.of(one, value)).as("instance %d", k).isCloseTo(value, within(1e-5));
      }
    }
    assertThat(differing).isLessThan(instances / 50);
  }

  private static boolean close(double[] x, double[] y) {
    for (int j = 0; j < x.length; j++) {
      if (!(Math.abs(x[j] - y[j]) <= 2e-5)) {
        return false;
      }
    }
    return true;
  }

  private static double value(RandomPackings.Case one, double[] x) {
    double value = 0;
    for (int j = 0; j < x.length; j++) {
      value += one.objective()[j] * x[j] - one.curvature() * x[j] * x[j];
    }
    return value;
  }

  private static double infeasibility(RandomPackings.Case one, double[] x) {
    double worst = 0;
    double[] taken = one.packing().taken(x);
    for (int i = 0; i < taken.length; i++) {
      worst = Math.max(worst, taken[i] - one.capacities()[i]);
    }
    for (double value : x) {
      worst = Math.max(worst, -value);
    }
    return worst;
  }

  @Test
  void whereTheSearchBeginsChangesNothing() {
    RandomGenerator random = new Random(3);
    for (int k = 0; k < 300; k++) {
      RandomPackings.Case one = RandomPackings.any(random);
      PackingSolver solver = new PackingSolver(one.packing(), one.curvature());
      double[] cold = new double[one.packing().size()];
      double[] warm = random.doubles(cold.length, 0, 3).toArray();
      solver.solve(one.objective(), one.capacities(), cold);
      solver.solve(one.objective(), one.capacities(), warm);
      assertThat(warm).as("instance %d", k).containsExactly(cold, within(1e-9));
    }
  }

  @Test
  void aNearSolutionSparesTheInteriorPointMethod() {
    RandomGenerator random = new Random(4);
    long searches = 0;
    for (int k = 0; k < 200; k++) {
      RandomPackings.Case one = RandomPackings.generic(random, 14, 24);
      PackingSolver solver = new PackingSolver(one.packing(), one.curvature());
      double[] x = new double[24];
      solver.solve(one.objective(), one.capacities(), x);
      one.objective()[random.nextInt(24)] += 0.05;
      searches -= solver.searches();
      solver.solve(one.objective(), one.capacities(), x);
      searches += solver.searches();
    }
    assertThat(searches).isLessThan(20);
  }

  @Test
  void derivativesAreThoseOfFiniteDifferencesAwayFromKinks() {
    RandomGenerator random = new Random(5);
    for (int k = 0; k < 100; k++) {
      RandomPackings.Case one = RandomPackings.generic(random, 6, 10);
      PackingSolver solver = new PackingSolver(one.packing(), one.curvature());
      double[] weight = random.doubles(10, -1, 1).toArray();
      double[] x = new double[10];
      solver.solve(one.objective(), one.capacities(), x);
      double[] ofObjective = new double[10];
      double[] ofCapacities = new double[6];
      solver.backward(one.objective(), one.capacities(), x, weight, ofObjective, ofCapacities);
      for (int j = 0; j < 10; j++) {
        compare(solver, one, weight, one.objective(), j, ofObjective[j]);
      }
      for (int i = 0; i < 6; i++) {
        compare(solver, one, weight, one.capacities(), i, ofCapacities[i]);
      }
    }
  }

  /** Where the slopes on both sides differ, there is a kink between. */
  private static void compare(
      PackingSolver solver,
      RandomPackings.Case one,
      double[] weight,
      double[] moved,
      int at,
      double derivative) {
    double right = slope(solver, one, weight, moved, at, STEP);
    double left = slope(solver, one, weight, moved, at, -STEP);
    if (Math.abs(right - left) < 1e-5 * (1 + Math.abs(right))) {
      assertThat(derivative).isCloseTo(right, within(1e-4 * (1 + Math.abs(right))));
    }
  }

  private static double slope(
      PackingSolver solver,
      RandomPackings.Case one,
      double[] weight,
      double[] moved,
      int at,
      double step) {
    double before = value(solver, one, weight);
    double kept = moved[at];
    moved[at] += step;
    double after = value(solver, one, weight);
    moved[at] = kept;
    return (after - before) / step;
  }

  private static double value(PackingSolver solver, RandomPackings.Case one, double[] weight) {
    double[] x = new double[weight.length];
    solver.solve(one.objective(), one.capacities(), x);
    double sum = 0;
    for (int j = 0; j < x.length; j++) {
      sum += weight[j] * x[j];
    }
    return sum;
  }

  /** One column, of two rows that bind at once: a rise of both lets it rise with the slower. */
  @Test
  void whereTwoRowsBindTheDerivativeIsThatOfTheOneThatRisesLess() {
    Packing both =
        new Packing(2, List.of(new Packing.Column(new int[] {0, 1}, new double[] {1, 1})));
    double[] ofObjective = new double[1];
    double[] ofCapacities = new double[2];
    PackingSolver solver = new PackingSolver(both, 0.1);
    solver.backward(
        new double[] {5},
        new double[] {3, 3},
        new double[] {3},
        new double[] {1},
        ofObjective,
        ofCapacities);
    assertThat(ofObjective[0]).isZero();
    assertThat(ofCapacities).containsExactly(new double[] {1, 0}, within(1e-12));
  }

  /** At the top of its parabola a column does not want more: its price has just become 0. */
  @Test
  void aRowThatJustStopsBindingIsWorthNothing() {
    Packing one = new Packing(1, List.of(new Packing.Column(new int[] {0}, new double[] {1})));
    double[] ofObjective = new double[1];
    double[] ofCapacities = new double[1];
    new PackingSolver(one, 0.5)
        .backward(
            new double[] {2},
            new double[] {2},
            new double[] {2},
            new double[] {1},
            ofObjective,
            ofCapacities);
    assertThat(ofObjective[0]).isCloseTo(1, within(1e-12)); // 1 / 2k
    assertThat(ofCapacities[0]).isZero();
  }

  @Test
  void aCapacityOfNothingHasItsRightHandDerivative() {
    RandomGenerator random = new Random(6);
    int risen = 0;
    for (int k = 0; k < 200; k++) {
      RandomPackings.Case one = RandomPackings.generic(random, 6, 14);
      one.capacities()[2] = 0;
      PackingSolver solver = new PackingSolver(one.packing(), one.curvature());
      double[] weight = random.doubles(14, -1, 1).toArray();
      double[] x = new double[14];
      solver.solve(one.objective(), one.capacities(), x);
      double[] ofCapacities = new double[6];
      solver.backward(one.objective(), one.capacities(), x, weight, new double[14], ofCapacities);
      double right = slope(solver, one, weight, one.capacities(), 2, 1e-6);
      assertThat(ofCapacities[2]).as("instance %d", k).isCloseTo(right, within(1e-3));
      risen += Math.abs(right) > 1e-3 ? 1 : 0;
    }
    assertThat(risen).isGreaterThan(150);
  }

  @Test
  void nothingIsMatchedWhereThereIsNothing() {
    RandomPackings.Case one = RandomPackings.generic(new Random(7), 5, 9);
    double[] x = new double[9];
    PackingSolver solver = new PackingSolver(one.packing(), one.curvature());
    solver.solve(one.objective(), new double[5], x);
    assertThat(x).containsOnly(0);
    double[] ofObjective = new double[9];
    solver.backward(one.objective(), new double[5], x, x, ofObjective, new double[5]);
    assertThat(ofObjective).containsOnly(0);
  }

  @Test
  void aCurvatureOfNothingIsRefused() {
    Packing packing = RandomPackings.packing(new Random(8), 2, 2);
    assertThatThrownBy(() -> new PackingSolver(packing, 0))
        .hasMessage("curvature: must be above 0, was 0.0");
  }
}
