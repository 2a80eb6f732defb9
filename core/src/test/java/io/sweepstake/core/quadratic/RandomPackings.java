package io.sweepstake.core.quadratic;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Packings and data to try solvers on. */
final class RandomPackings {
  private RandomPackings() {}

  /** One with what it is to be solved for. */
  record Case(Packing packing, double curvature, double[] objective, double[] capacities) {}

  /** Of any size up to 12 rows and 30 columns, often with capacities that are whole, equal or 0. */
  static Case any(RandomGenerator random) {
    Packing packing = packing(random, 1 + random.nextInt(12), 1 + random.nextInt(30));
    double curvature = Math.exp(-5 + 6 * random.nextDouble());
    double[] objective = new double[packing.size()];
    int kind = random.nextInt(3);
    for (int j = 0; j < objective.length; j++) {
      objective[j] = kind == 0 ? 2 : 8 * random.nextDouble() - 2;
    }
    double[] capacities = new double[packing.rows()];
    for (int i = 0; i < capacities.length; i++) {
      capacities[i] =
          switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> 10 * random.nextDouble();
            default -> random.nextInt(6);
          };
    }
    return new Case(packing, curvature, objective, capacities);
  }

  /** One without ties: nothing is whole, equal or 0. */
  static Case generic(RandomGenerator random, int rows, int columns) {
    Packing packing = packing(random, rows, columns);
    double[] objective = random.doubles(columns, -2, 6).toArray();
    double[] capacities = random.doubles(rows, 0.2, 10).toArray();
    return new Case(packing, 0.05 + random.nextDouble(), objective, capacities);
  }

  static Packing packing(RandomGenerator random, int rows, int columns) {
    List<Packing.Column> all = new ArrayList<>();
    for (int j = 0; j < columns; j++) {
      int entries = 1 + random.nextInt(Math.min(3, rows));
      int[] at = random.ints(0, rows).distinct().limit(entries).sorted().toArray();
      double[] amounts = random.ints(entries, 1, 3).asDoubleStream().toArray();
      all.add(new Packing.Column(at, amounts));
    }
    return new Packing(rows, all);
  }
}
