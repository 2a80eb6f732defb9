package io.sweepstake.sweeps.sampler.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.sweeps.numerics.StandardNormal;
import org.junit.jupiter.api.Test;

class ExpectedImprovementTest {
  /**
   * The integral of {@code (u + z) φ(u)} over {@code u > −z}, divided by φ(z), by Simpson's rule.
   */
  private static double logByQuadrature(double z) {
    // With u = −z + t, the integrand is t φ(z) e^{zt − t²/2}.
    int cells = 200_000;
    double width = (z < -1 ? 45 / -z : 10 + Math.max(0, z)) / cells;
    double sum = 0;
    for (int k = 0; k <= cells; k++) {
      double t = k * width;
      double weight = k == 0 || k == cells ? 1 : k % 2 == 1 ? 4 : 2;
      sum += weight * t * Math.exp(z * t - 0.5 * t * t);
    }
    return Math.log(sum * width / 3) - 0.5 * z * z - 0.5 * Math.log(2 * Math.PI);
  }

  @Test
  void agreesWithQuadratureFarIntoTheTail() {
    for (double z : new double[] {3, 1, 0, -0.5, -0.999, -1.001, -3, -10, -30, -300}) {
      assertThat(ExpectedImprovement.log(z))
          .as("z = %s", z)
          .isCloseTo(logByQuadrature(z), within(1e-9 * (1 + 0.5 * z * z)));
    }
    assertThat(ExpectedImprovement.log(0)).isCloseTo(-0.5 * Math.log(2 * Math.PI), within(1e-15));
  }

  @Test
  void doesNotJumpWhereFormulasChange() {
    for (double z : new double[] {-1, -1e5}) {
      double below = ExpectedImprovement.log(Math.nextDown(z));
      double above = ExpectedImprovement.log(Math.nextUp(z));
      // The slope is about −z, so one ulp of z moves the logarithm by ulp(z)·|z|.
      assertThat(above - below)
          .isCloseTo(0, within(1e-13 + 1e-5 * (z < -10 ? 1 : 0) + 4 * Math.ulp(z) * -z));
    }
  }

  @Test
  void slopesAreThoseOfFiniteDifferences() {
    for (double z : new double[] {2, 0, -0.9, -1.1, -5, -20, -100}) {
      double h = 1e-5;
      double slope = (ExpectedImprovement.log(z + h) - ExpectedImprovement.log(z - h)) / (2 * h);
      assertThat(ExpectedImprovement.slope(z)).isCloseTo(slope, within(1e-6 * slope));
      double cdfSlope = (StandardNormal.logCdf(z + h) - StandardNormal.logCdf(z - h)) / (2 * h);
      assertThat(ExpectedImprovement.logCdfSlope(z)).isCloseTo(cdfSlope, within(1e-6 * cdfSlope));
    }
  }
}
