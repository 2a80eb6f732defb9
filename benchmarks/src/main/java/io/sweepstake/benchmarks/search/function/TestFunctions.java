package io.sweepstake.benchmarks.search.function;

import java.util.List;

/** The functions that samplers are compared on. */
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

  private static final List<TestFunction> WIDER =
      List.of(
          new Shifted(new StyblinskiTang(5), 0.5),
          new Michalewicz(),
          new ConditionalEight(),
          new Noisy(new Branin(), 2),
          new Gardner(),
          new Townsend(),
          new Sparse(),
          new Plateaus(),
          new RidgeRegression());

  private TestFunctions() {}

  /** Nine that the defaults of our samplers were chosen on, among others. */
  public static List<TestFunction> suite() {
    return SUITE;
  }

  /** Nine others, that nothing was chosen on: noise, constraints, conditions, what is flat. */
  public static List<TestFunction> wider() {
    return WIDER;
  }
}
