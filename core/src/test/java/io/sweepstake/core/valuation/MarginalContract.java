package io.sweepstake.core.valuation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.random.Seeds;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What every marginal promises. */
abstract class MarginalContract {
  abstract Marginal marginal();

  /** How many draws to test; fewer where drawing is slow. */
  int draws() {
    return 20_000;
  }

  private final double[] shares = {0.001, 0.03, 0.2, 0.5, 0.77, 0.9, 0.999};

  @Test
  void quantileInvertsCdf() {
    for (double share : shares) {
      assertThat(marginal().cdf(marginal().quantile(share))).isCloseTo(share, within(1e-12));
      assertThat(marginal().survival(marginal().upperQuantile(share)))
          .isCloseTo(share, within(1e-12));
    }
  }

  @Test
  void survivalIsTheRestOfCdf() {
    for (double share : shares) {
      double value = marginal().quantile(share);
      assertThat(marginal().survival(value) + marginal().cdf(value)).isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void densityIsTheSlopeOfCdf() {
    double step = 1e-5;
    for (double share : shares) {
      double value = marginal().quantile(share);
      double slope = (marginal().cdf(value + step) - marginal().cdf(value - step)) / (2 * step);
      assertThat(marginal().pdf(value)).isCloseTo(slope, within(1e-6));
    }
  }

  @Test
  void drawsHaveTheDistributionByKolmogorovSmirnov() {
    int count = draws();
    double[] draws = new double[count];
    double sum = 0;
    double squares = 0;
    for (int k = 0; k < count; k++) {
      draws[k] = marginal().draw(Seeds.uniform(7, k));
      sum += draws[k];
      squares += draws[k] * draws[k];
    }
    Arrays.sort(draws);
    double distance = 0;
    for (int k = 0; k < count; k++) {
      double share = marginal().cdf(draws[k]);
      distance =
          Math.max(distance, Math.max(share - k / (double) count, (k + 1.0) / count - share));
    }
    // Level 1e-4: sqrt(-ln(1e-4 / 2) / 2) = 2.225.
    assertThat(distance * Math.sqrt(count)).isLessThan(2.225);
    double mean = sum / count;
    double standardError = Math.sqrt((squares / count - mean * mean) / count);
    assertThat(mean).isCloseTo(marginal().mean(), within(4 * standardError));
  }

  @Test
  void virtualValueIncreasesWhereTheMarginalSaysSo() {
    double before = Double.NEGATIVE_INFINITY;
    for (int k = 1; k < 1000; k++) {
      double now = marginal().virtualValue(marginal().quantile(k / 1000.0));
      if (marginal().regular()) {
        assertThat(now).isGreaterThanOrEqualTo(before - 1e-9);
      }
      before = now;
    }
  }

  @Test
  void nothingLiesOutsideTheEnds() {
    assertThat(marginal().cdf(marginal().low() - 0.5)).isZero();
    assertThat(marginal().pdf(marginal().low() - 0.5)).isZero();
    assertThat(marginal().survival(marginal().low())).isEqualTo(1);
    if (Double.isFinite(marginal().high())) {
      assertThat(marginal().cdf(marginal().high())).isEqualTo(1);
      assertThat(marginal().pdf(marginal().high() + 0.5)).isZero();
    }
  }
}
