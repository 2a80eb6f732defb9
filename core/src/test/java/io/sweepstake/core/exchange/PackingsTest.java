package io.sweepstake.core.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.quadratic.Packing;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/** Linear and whole programs against ojAlgo's. */
class PackingsTest {
  @Test
  void agreeWithAnIndependentSolver() {
    compareWithPeer(150, 1);
  }

  @Test
  @Tag("slow")
  void agreeWithAnIndependentSolverOnTenThousandInstances() {
    compareWithPeer(10_000, 2);
  }

  private static void compareWithPeer(int instances, long seed) {
    RandomGenerator random = new Random(seed);
    int apart = 0;
    for (int k = 0; k < instances; k++) {
      Packing packing = packing(random);
      double[] objective = random.ints(packing.size(), -1, 6).asDoubleStream().toArray();
      double[] capacities = random.ints(packing.rows(), 0, 5).asDoubleStream().toArray();
      double linear = new LinearPacking(packing).solve(objective, capacities);
      double[] whole = new IntegerPacking(packing).solve(objective, capacities);
      assertThat(linear)
          .as("instance %d", k)
          .isCloseTo(peer(packing, objective, capacities, false), within(1e-6));
      assertThat(value(objective, whole))
          .as("instance %d", k)
          .isCloseTo(peer(packing, objective, capacities, true), within(1e-6));
      double[] taken = packing.taken(whole);
      for (int i = 0; i < taken.length; i++) {
        assertThat(taken[i]).isLessThanOrEqualTo(capacities[i]);
      }
      apart += linear > value(objective, whole) + 0.1 ? 1 : 0;
    }
    assertThat(apart).isGreaterThan(instances / 20); // so there was something to branch on
  }

  private static Packing packing(RandomGenerator random) {
    int rows = 2 + random.nextInt(7);
    List<Packing.Column> columns = new ArrayList<>();
    for (int j = 2 + random.nextInt(12); j > 0; j--) {
      int[] at =
          random
              .ints(0, rows)
              .distinct()
              .limit(1 + random.nextInt(Math.min(3, rows)))
              .sorted()
              .toArray();
      columns.add(new Packing.Column(at, random.ints(at.length, 1, 3).asDoubleStream().toArray()));
    }
    return new Packing(rows, columns);
  }

  private static double value(double[] objective, double[] x) {
    double value = 0;
    for (int j = 0; j < x.length; j++) {
      value += objective[j] * x[j];
    }
    return value;
  }

  private static double peer(
      Packing packing, double[] objective, double[] capacities, boolean whole) {
    ExpressionsBasedModel model = new ExpressionsBasedModel();
    for (int j = 0; j < packing.size(); j++) {
      Variable x = model.newVariable("x" + j).lower(0).weight(objective[j]);
      x.integer(whole);
    }
    for (int i = 0; i < packing.rows(); i++) {
      Expression row = model.newExpression("row" + i).upper(capacities[i]);
      for (int j = 0; j < packing.size(); j++) {
        Packing.Column column = packing.columns().get(j);
        for (int e = 0; e < column.at().length; e++) {
          if (column.at()[e] == i) {
            row.set(j, column.amounts()[e]);
          }
        }
      }
    }
    Optimisation.Result result = model.maximise();
    assertThat(result.getState().isFeasible()).isTrue();
    return result.getValue();
  }

  @Test
  void pricesAreSlopesOfTheValue() {
    Packing packing = ExchangeSettings.named(ExchangeSettings.SEVEN_TYPES).internal();
    LinearPacking linear = new LinearPacking(packing);
    double[] two = {2, 2, 2, 2, 2, 2};
    double[] capacities = {1.3, 0.4, 2.2, 1.1, 3.7, 0.9, 1.6};
    double value = linear.solve(two, capacities);
    double[] prices = linear.prices().clone();
    for (int row = 0; row < 7; row++) {
      double kept = capacities[row];
      capacities[row] += 1e-4;
      assertThat((linear.solve(two, capacities) - value) / 1e-4)
          .isCloseTo(prices[row], within(1e-6));
      capacities[row] = kept;
    }
  }
}
