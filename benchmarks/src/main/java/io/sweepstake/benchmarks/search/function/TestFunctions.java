package io.sweepstake.benchmarks.search.function;

import java.util.List;

/** The nine functions that samplers are compared on. */
public final class TestFunctions {
  private static final List<TestFunction> SUITE =
      List.of(
          new Branin(),
          Hartmann.three(),
          Hartmann.six(),
          new Shifted(new Ackley(5)),
          new Rosenbrock(5),
          new Shifted(new Rastrigin(5)),
          new Levy(5),
          new Shifted(new Sphere(5)),
          new MixedSix());

  private TestFunctions() {}

  public static List<TestFunction> suite() {
    return SUITE;
  }
}
