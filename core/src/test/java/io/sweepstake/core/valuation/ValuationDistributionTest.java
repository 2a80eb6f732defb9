package io.sweepstake.core.valuation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.random.StandardNormal;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ValuationDistributionTest {
  @Nested
  class IndependentIsADistribution extends ValuationDistributionContract {
    @Override
    public ValuationDistribution distribution() {
      return new IndependentValuations(
          2,
          2,
          List.of(new Uniform(4, 16), new Uniform(4, 7), new Exponential(1), new Uniform(0, 0.5)));
    }
  }

  @Nested
  class LatentFactorIsADistribution extends ValuationDistributionContract {
    @Override
    public ValuationDistribution distribution() {
      return LatentFactorValuations.ofSeed(4, 1, 0.05);
    }
  }

  @Nested
  class TriangleIsADistribution extends ValuationDistributionContract {
    @Override
    public ValuationDistribution distribution() {
      return new TriangleValuations(2, 3);
    }
  }

  @Nested
  class GaussianCopulaIsADistribution extends ValuationDistributionContract {
    @Override
    public ValuationDistribution distribution() {
      return GaussianCopulaValuations.ofSeed(2, 5, 3);
    }
  }

  @Test
  void triangleValuesAreEvenOverTheTriangle() {
    int count = 50_000;
    ValuationProfiles block = new ValuationProfiles(count, 1, 2);
    new TriangleValuations(1, 2).sample(0, block, 4);
    double first = 0;
    double square = 0;
    double product = 0;
    int halfway = 0;
    for (int k = 0; k < count; k++) {
      double a = block.value(k, 0, 0);
      double b = block.value(k, 0, 1);
      assertThat(a + b).isLessThanOrEqualTo(1 + 1e-6);
      first += a;
      square += a * a;
      product += a * b;
      halfway += a + b <= 0.5 ? 1 : 0;
    }
    // Dirichlet(1, 1, 1): mean 1/3, E a² = 1/6, E ab = 1/12; the small triangle has a quarter.
    double root = Math.sqrt(count);
    assertThat(first / count).isCloseTo(1 / 3.0, within(4 * Math.sqrt(1 / 18.0) / root));
    assertThat(square / count).isCloseTo(1 / 6.0, within(4 * Math.sqrt(7 / 180.0) / root));
    assertThat(product / count).isCloseTo(1 / 12.0, within(4 * 0.065 / root));
    assertThat(halfway / (double) count).isCloseTo(0.25, within(4 * 0.434 / root));
  }

  @Test
  void copulaValuesAreUniformWithTheCorrelationOfTheirLoadings() {
    GaussianCopulaValuations distribution =
        new GaussianCopulaValuations(
            1, List.of(List.of(0.9, 0.0), List.of(-0.6, 0.6)), new Uniform(0, 1));
    int count = 50_000;
    ValuationProfiles block = new ValuationProfiles(count, 1, 2);
    distribution.sample(0, block, 4);
    double[] sums = new double[5];
    for (int k = 0; k < count; k++) {
      double a = block.value(k, 0, 0);
      double b = block.value(k, 0, 1);
      sums[0] += a;
      sums[1] += b;
      sums[2] += (a - 0.5) * (a - 0.5);
      sums[3] += (b - 0.5) * (b - 0.5);
      sums[4] += 12 * (a - 0.5) * (b - 0.5);
    }
    double root = Math.sqrt(count);
    assertThat(sums[0] / count).isCloseTo(0.5, within(4 * Math.sqrt(1 / 12.0) / root));
    assertThat(sums[1] / count).isCloseTo(0.5, within(4 * Math.sqrt(1 / 12.0) / root));
    assertThat(sums[2] / count).isCloseTo(1 / 12.0, within(4 * Math.sqrt(1 / 180.0) / root));
    assertThat(sums[3] / count).isCloseTo(1 / 12.0, within(4 * Math.sqrt(1 / 180.0) / root));
    // Spearman's rho of normal scores with correlation r is (6/π) asin(r/2) (Pearson, 1907).
    assertThat(sums[4] / count).isCloseTo(6 / Math.PI * Math.asin(-0.54 / 2), within(4 / root));
  }

  @Test
  void copulaLoadingsHaveLengthNineTenths() {
    for (List<Double> row : GaussianCopulaValuations.ofSeed(1, 6, 2).loadings()) {
      assertThat(row).hasSize(3);
      assertThat(row.stream().mapToDouble(l -> l * l).sum()).isCloseTo(0.81, within(1e-12));
    }
    assertThatThrownBy(
            () -> new GaussianCopulaValuations(1, List.of(List.of(1.1)), new Uniform(0, 1)))
        .hasMessageContaining("at most 1");
  }

  @Test
  void theNormalsDistributionFunctionIsTheTabulatedOne() {
    assertThat(StandardNormal.cdf(0)).isEqualTo(0.5);
    assertThat(StandardNormal.cdf(1)).isCloseTo(0.841344746068542949, within(1e-15));
    assertThat(StandardNormal.cdf(-3)).isCloseTo(0.00134989803163009453, within(1e-15));
    assertThat(StandardNormal.cdf(6)).isCloseTo(0.99999999901341230, within(1e-15));
    assertThat(StandardNormal.cdf(-40)).isZero();
  }

  @Test
  void cellsAreDrawnFromTheirOwnMarginalsAndUncorrelated() {
    IndependentValuations distribution =
        new IndependentValuations(2, 1, List.of(new Uniform(0, 1), new Uniform(2, 5)));
    int count = 50_000;
    ValuationProfiles block = new ValuationProfiles(count, 2, 1);
    distribution.sample(0, block, 5);
    double first = 0;
    double second = 0;
    double product = 0;
    for (int k = 0; k < count; k++) {
      first += block.value(k, 0, 0);
      second += block.value(k, 1, 0);
      product += (block.value(k, 0, 0) - 0.5) * (block.value(k, 1, 0) - 3.5);
    }
    // Four standard errors of the means and of the covariance.
    assertThat(first / count).isCloseTo(0.5, within(4 * Math.sqrt(1.0 / 12 / count)));
    assertThat(second / count).isCloseTo(3.5, within(4 * Math.sqrt(9.0 / 12 / count)));
    assertThat(product / count).isCloseTo(0, within(4 * 3.0 / 12 / Math.sqrt(count)));
  }

  @Test
  void latentValuesAreMadeOfAFactorAndNoise() {
    LatentFactorValuations distribution = new LatentFactorValuations(List.of(1.0, 1.0, -1.0), 0.05);
    int count = 20_000;
    ValuationProfiles block = new ValuationProfiles(count, 3, 1);
    distribution.sample(0, block, 9);
    double difference = 0;
    int both = 0;
    int zeros = 0;
    for (int k = 0; k < count; k++) {
      float a = block.value(k, 0, 0);
      float b = block.value(k, 1, 0);
      float c = block.value(k, 2, 0);
      if (a > 0.3) {
        // The factor is at least 0.1, two noises away from being wanted by the third bidder.
        assertThat(c).isZero();
        difference += (a - b) * (a - b);
        both++;
      }
      zeros += a == 0 ? 1 : 0;
    }
    // Var(a - b) = 2 * 0.05^2 given the factor; conditioning on a > 0.3 shifts it only slightly.
    assertThat(difference / both).isCloseTo(0.005, within(0.0005));
    assertThat(zeros / (double) count).isCloseTo(0.5, within(4 * 0.5 / Math.sqrt(count)));
  }

  @Test
  void loadingsOfABidderDoNotDependOnTheNumberOfBidders() {
    assertThat(LatentFactorValuations.ofSeed(2, 5, 0.05).loadings())
        .isEqualTo(LatentFactorValuations.ofSeed(6, 5, 0.05).loadings().subList(0, 2));
    assertThat(LatentFactorValuations.ofSeed(2, 5, 0.05))
        .isNotEqualTo(LatentFactorValuations.ofSeed(2, 6, 0.05));
  }

  @Test
  void normalsHaveMeanZeroVarianceOneAndNormalTails() {
    int count = 200_000;
    double sum = 0;
    double squares = 0;
    double neighbours = 0;
    int tail = 0;
    double before = 0;
    for (int k = 0; k < count; k++) {
      double x = Seeds.normal(21, k);
      sum += x;
      squares += x * x;
      neighbours += x * before;
      tail += x > 1.959963984540054 ? 1 : 0;
      before = x;
    }
    double root = Math.sqrt(count);
    assertThat(sum / count).isCloseTo(0, within(4 / root));
    assertThat(squares / count).isCloseTo(1, within(4 * Math.sqrt(2) / root));
    assertThat(neighbours / count).isCloseTo(0, within(4 / root));
    assertThat(tail / (double) count).isCloseTo(0.025, within(4 * Math.sqrt(0.025) / root));
  }

  @Test
  void wrongLoadingsAreRefused() {
    assertThatThrownBy(() -> new LatentFactorValuations(List.of(Double.NaN), 0.05))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> new LatentFactorValuations(List.of(1.0), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
