package io.sweepstake.benchmarks.search.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.study.Seeds;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What every test function must keep; one subclass each adds a value known from elsewhere. */
abstract class TestFunctionTest {
  private final TestFunction function;
  private final double minimum;

  TestFunctionTest(TestFunction function) {
    this.function = function;
    minimum = function.minimum();
  }

  @Test
  void minimisersHaveTheLeastValue() {
    assertThat(function.minimisers()).isNotEmpty();
    for (Point point : function.minimisers()) {
      assertThat(function.simpleRegret(point)).isCloseTo(0, within(1e-5));
      assertThat(function.violation(point)).isZero();
    }
  }

  @Test
  void nothingIsLowerThanTheMinimum() {
    RandomGenerator random = Seeds.generator(1, function.name(), 0);
    for (int k = 0; k < 20_000; k++) {
      assertNoLower(anywhere(random));
    }
  }

  /** A tenth of the way from a minimiser towards anywhere is no lower, for small tenths too. */
  @Test
  void aMinimiserIsALocalMinimum() {
    RandomGenerator random = Seeds.generator(2, function.name(), 0);
    for (Point point : function.minimisers()) {
      double[] centre = point.encode();
      for (int k = 0; k < 2_000; k++) {
        double[] there = anywhere(random).encode();
        for (int j = 0; j < there.length; j++) {
          // A parameter that does not exist at one of the two is not moved.
          double step = 0.01 * (there[j] - centre[j]);
          there[j] =
              Double.isNaN(centre[j]) ? 0.5 : Double.isNaN(step) ? centre[j] : centre[j] + step;
        }
        assertNoLower(Point.decode(function.space(), there));
      }
    }
  }

  /** What breaks the constraint may be as low as it likes. */
  private void assertNoLower(Point point) {
    if (function.violation(point) == 0) {
      assertThat(function.value(point)).isGreaterThan(minimum - 1e-5);
    }
  }

  private Point anywhere(RandomGenerator random) {
    double[] unit = new double[function.space().size()];
    for (int j = 0; j < unit.length; j++) {
      unit[j] = random.nextDouble();
    }
    return Point.decode(function.space(), unit);
  }

  static final class BraninTest extends TestFunctionTest {
    BraninTest() {
      super(new Branin());
    }

    @Test
    void hasTextbookValues() {
      assertThat(new Branin().minimum()).isCloseTo(0.397887, within(1e-6));
      assertThat(new Branin().at(new double[] {0, 0})).isCloseTo(55.602113, within(1e-6));
    }
  }

  static final class Hartmann3Test extends TestFunctionTest {
    Hartmann3Test() {
      super(Hartmann.three());
    }
  }

  static final class Hartmann6Test extends TestFunctionTest {
    Hartmann6Test() {
      super(Hartmann.six());
    }
  }

  static final class AckleyTest extends TestFunctionTest {
    AckleyTest() {
      super(new Ackley(5));
    }

    @Test
    void isWorthTwentyTimesOneMinusItsEnvelopeAtWholeNumbers() {
      double expected = 20 * (1 - Math.exp(-0.2 * 3));
      assertThat(new Ackley(5).at(BoxFunction.filled(5, 3))).isCloseTo(expected, within(1e-12));
    }
  }

  static final class ShiftedAckleyTest extends TestFunctionTest {
    ShiftedAckleyTest() {
      super(new Shifted(new Ackley(5)));
    }
  }

  static final class RosenbrockTest extends TestFunctionTest {
    RosenbrockTest() {
      super(new Rosenbrock(5));
    }

    @Test
    void isOneForEachTermAtTheOrigin() {
      assertThat(new Rosenbrock(5).at(new double[5])).isEqualTo(4);
    }
  }

  static final class ShiftedRastriginTest extends TestFunctionTest {
    ShiftedRastriginTest() {
      super(new Shifted(new Rastrigin(5)));
    }

    @Test
    void isWorthTheSquareAtWholeNumbers() {
      double[] whole = {1, -2, 3, 0, 4};
      assertThat(new Rastrigin(5).at(whole)).isCloseTo(30, within(1e-9));
    }
  }

  static final class LevyTest extends TestFunctionTest {
    LevyTest() {
      super(new Levy(5));
    }

    /** At −3 every w is 0: nothing in front, four times 1 + 10 sin² 1, and 1. */
    @Test
    void hasTheValueThatFollowsWhereAllSinesAreKnown() {
      double term = 1 + 10 * Math.pow(Math.sin(1), 2);
      assertThat(new Levy(5).at(BoxFunction.filled(5, -3))).isCloseTo(4 * term + 1, within(1e-12));
    }
  }

  static final class ShiftedSphereTest extends TestFunctionTest {
    ShiftedSphereTest() {
      super(new Shifted(new Sphere(5)));
    }

    @Test
    void hasItsMinimumWhereItWasMovedTo() {
      double[] optimum = new Shifted(new Sphere(5)).optima()[0];
      assertThat(optimum)
          .containsExactly(moved(0.31), moved(-0.47), moved(0.22), moved(0.53), moved(-0.38));
    }

    private static double moved(double share) {
      return share * 0.5 * 10.24;
    }

    @Test
    void knowsShiftsForFiveDimensionsOnly() {
      assertThatThrownBy(() -> new Shifted(new Sphere(6)))
          .hasMessage("sphere6: a shift has at most 5 dimensions, was 6");
    }
  }

  static final class MixedSixTest extends TestFunctionTest {
    MixedSixTest() {
      super(new MixedSix());
    }
  }

  static final class StyblinskiTangTest extends TestFunctionTest {
    StyblinskiTangTest() {
      super(new Shifted(new StyblinskiTang(5), 0.5));
    }

    @Test
    void hasItsTextbookMinimum() {
      assertThat(new StyblinskiTang(5).minimum()).isCloseTo(-39.16617 * 5, within(1e-4));
    }
  }

  static final class MichalewiczTest extends TestFunctionTest {
    MichalewiczTest() {
      super(new Michalewicz());
    }

    @Test
    void hasItsTextbookMinimum() {
      assertThat(new Michalewicz().minimum()).isCloseTo(-4.687658, within(1e-6));
    }
  }

  static final class ConditionalEightTest extends TestFunctionTest {
    ConditionalEightTest() {
      super(new ConditionalEight());
    }
  }

  static final class NoisyTest extends TestFunctionTest {
    private static final Noisy NOISY = new Noisy(new Branin(), 2);

    NoisyTest() {
      super(NOISY);
    }

    @Test
    void isMeasuredAroundItsValueTheSameForTheSameTrial() {
      Point point = NOISY.minimisers().get(0);
      double sum = 0;
      double squares = 0;
      for (int number = 0; number < 10_000; number++) {
        double noise = NOISY.measured(point, 1, number) - NOISY.value(point);
        sum += noise;
        squares += noise * noise;
      }
      assertThat(sum / 10_000).isCloseTo(0, within(0.08));
      assertThat(Math.sqrt(squares / 10_000)).isCloseTo(2, within(0.06));
      assertThat(NOISY.measured(point, 1, 3)).isEqualTo(NOISY.measured(point, 1, 3));
    }
  }

  static final class GardnerTest extends TestFunctionTest {
    GardnerTest() {
      super(new Gardner());
    }

    /** Where sin x = −1, sin y is 0.95 at the least. */
    @Test
    void isLowestOnItsConstraint() {
      assertThat(new Gardner().minimum()).isCloseTo(Math.asin(0.95) - 1, within(1e-6));
    }
  }

  static final class TownsendTest extends TestFunctionTest {
    TownsendTest() {
      super(new Townsend());
    }

    @Test
    void hasItsTextbookMinimum() {
      assertThat(new Townsend().minimum()).isCloseTo(-2.0239884, within(1e-6));
    }
  }

  static final class SparseTest extends TestFunctionTest {
    SparseTest() {
      super(new Sparse());
    }
  }

  static final class PlateausTest extends TestFunctionTest {
    PlateausTest() {
      super(new Plateaus());
    }
  }

  static final class RidgeRegressionTest extends TestFunctionTest {
    RidgeRegressionTest() {
      super(new RidgeRegression());
    }
  }
}
