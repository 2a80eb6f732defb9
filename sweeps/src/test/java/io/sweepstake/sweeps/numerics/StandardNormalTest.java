package io.sweepstake.sweeps.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandardNormalTest {

  /** Known to 17 digits: Abramowitz and Stegun, table 26.1 and 26.2, and the asymptotic series. */
  @ParameterizedTest
  @CsvSource({
    "0, 0.5",
    "-1, 0.15865525393145705",
    "-2, 0.022750131948179207",
    "-3, 0.0013498980316300945",
    "1, 0.8413447460685429",
    "-5, 2.8665157187919391e-7",
    "-10, 7.6198530241605261e-24",
    "-20, 2.7536241186062337e-89",
    "-37, 5.7255712225245e-300"
  })
  void cdfAgreesWithTables(double x, double expected) {
    assertThat(StandardNormal.cdf(x) / expected).isCloseTo(1, within(2e-13));
    assertThat(StandardNormal.logCdf(x)).isCloseTo(Math.log(expected), within(1e-12));
  }

  @Test
  void cdfAgreesWithItsTaylorSeriesInFiftyDigits() {
    for (double x = -6; x <= 6; x += 0.0837) {
      double expected = taylorCdf(x);
      assertThat(StandardNormal.cdf(x) / expected).as("at %s", x).isCloseTo(1, within(2e-15));
    }
  }

  @Test
  void logCdfFollowsTheAsymptoticSeriesFarOut() {
    for (double x : new double[] {-50, -100, -1000, -1e5, -1e10}) {
      double r = 1 / (x * x);
      double series = Math.log1p(-r + 3 * r * r - 15 * r * r * r + 105 * r * r * r * r);
      double expected = -0.5 * x * x - StandardNormal.LOG_SQRT_2_PI - Math.log(-x) + series;
      assertThat(StandardNormal.logCdf(x) / expected).isCloseTo(1, within(1e-14));
    }
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {-1e-300, -1e-100, -1e-20, -1e-8, -0.01, -0.5, -0.7, -1, -3, -10, -100, -1e4, -1e9})
  void inverseLogCdfInverts(double y) {
    double x = StandardNormal.inverseLogCdf(y);
    assertThat(StandardNormal.logCdf(x) / y).isCloseTo(1, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"-1,1", "-10,10", "-1e-3,1e-3", "10,100", "-100,-10", "100,200", "-200,-100", "-3,0"})
  void truncatedQuantileInvertsTheTruncatedCdf(double a, double b) {
    double previous = Double.NEGATIVE_INFINITY;
    for (double q : new double[] {1e-12, 1e-3, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999}) {
      double x = StandardNormal.truncatedQuantile(q, a, b);
      assertThat(x).isBetween(a, b).isGreaterThanOrEqualTo(previous);
      previous = x;
      if (q > 1e-6) {
        double below = StandardNormal.logMass(a, x) - StandardNormal.logMass(a, b);
        assertThat(Math.exp(below) / q).as("q=%s", q).isCloseTo(1, within(1e-8));
      }
    }
  }

  @Test
  void quantileInvertsTheCdf() {
    // Table of Φ^-1 to twenty digits: Wichura (1988), section 4.
    assertThat(StandardNormal.quantile(0.25)).isCloseTo(-0.6744897501960817, within(2e-16));
    assertThat(StandardNormal.quantile(0.001)).isCloseTo(-3.090232306167814, within(2e-15));
    assertThat(StandardNormal.quantile(1e-20)).isCloseTo(-9.262340089798408, within(4e-15));
    for (double p = 1e-300; p < 0.5; p *= 1.7) {
      double x = StandardNormal.quantile(p);
      assertThat(StandardNormal.cdf(x) / p).as("p=%s", p).isCloseTo(1, within(1e-12));
      assertThat(StandardNormal.quantile(1 - p))
          .isCloseTo(-StandardNormal.quantile(1 - (1 - p)), within(1e-8));
    }
    assertThat(StandardNormal.quantile(0.5)).isZero();
    assertThat(StandardNormal.quantile(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(StandardNormal.quantile(1)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void massesOfPartsAddUpInEveryTail() {
    for (double[] interval : new double[][] {{-120, -100}, {100, 120}, {-1, 2}, {5, 9}, {-9, -5}}) {
      double sum = 0;
      double width = (interval[1] - interval[0]) / 64;
      double whole = StandardNormal.logMass(interval[0], interval[1]);
      for (int k = 0; k < 64; k++) {
        double from = interval[0] + k * width;
        sum += Math.exp(StandardNormal.logMass(from, from + width) - whole);
      }
      assertThat(sum).isCloseTo(1, within(1e-10));
    }
  }

  /** Φ(x) = ½ + φ(x) (x + x³/3 + x⁵/15 + …), or for x below 0 the difference in many digits. */
  private static double taylorCdf(double x) {
    MathContext digits = new MathContext(60);
    BigDecimal z = new BigDecimal(Math.abs(x));
    BigDecimal square = z.multiply(z);
    BigDecimal term = z;
    BigDecimal sum = z;
    for (int n = 1; n < 400; n++) {
      term = term.multiply(square, digits).divide(BigDecimal.valueOf(2L * n + 1), digits);
      sum = sum.add(term, digits);
    }
    // e^{x²/2} by its own series, for φ.
    BigDecimal power = BigDecimal.ONE;
    BigDecimal exp = BigDecimal.ONE;
    for (int n = 1; n < 200; n++) {
      power = power.multiply(square, digits).divide(BigDecimal.valueOf(2L * n), digits);
      exp = exp.add(power, digits);
    }
    BigDecimal root2pi =
        new BigDecimal("2.50662827463100050241576528481104525300698674060993831662992357634229365");
    BigDecimal area = sum.divide(exp.multiply(root2pi, digits), digits);
    BigDecimal half = new BigDecimal("0.5");
    return (x > 0 ? half.add(area) : half.subtract(area)).doubleValue();
  }
}
