package io.sweepstake.core.valuation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MarginalTest {
  @Nested
  class UniformIsAMarginal extends MarginalContract {
    @Override
    Marginal marginal() {
      return new Uniform(4, 16);
    }
  }

  @Nested
  class ExponentialIsAMarginal extends MarginalContract {
    @Override
    Marginal marginal() {
      return new Exponential(0.5);
    }
  }

  @Nested
  class TruncatedExponentialIsAMarginal extends MarginalContract {
    @Override
    Marginal marginal() {
      return new TruncatedExponential(1.5, 2);
    }
  }

  @Test
  void truncatedExponentialMeansAndSharesAreThoseByHand() {
    // Rate 1 cut at ln 2: density 2 e^-v, so F(v) = 2 (1 - e^-v) and the mean is 1 - ln 2.
    TruncatedExponential cut = new TruncatedExponential(1, Math.log(2));
    assertThat(cut.mean()).isCloseTo(1 - Math.log(2), within(1e-15));
    assertThat(cut.cdf(Math.log(4.0 / 3))).isCloseTo(0.5, within(1e-15));
    assertThat(cut.quantile(0.5)).isCloseTo(Math.log(4.0 / 3), within(1e-15));
    assertThat(cut.high()).isEqualTo(Math.log(2));
  }

  @Nested
  class LogNormalIsAMarginal extends MarginalContract {
    @Override
    Marginal marginal() {
      return new LogNormal(0, 0.5);
    }
  }

  @Nested
  class WideLogNormalIsAMarginal extends MarginalContract {
    @Override
    Marginal marginal() {
      return new LogNormal(3, 1.517);
    }
  }

  @Test
  void lognormalSharesAreThoseOfNormalTables() {
    LogNormal values = new LogNormal(0.7, 0.5);
    assertThat(values.cdf(Math.exp(0.7))).isCloseTo(0.5, within(1e-15));
    assertThat(values.cdf(Math.exp(0.7 + 0.5 * 1.959963984540054))).isCloseTo(0.975, within(1e-15));
    // Q(4) and Q(6): their tails keep all their digits.
    assertThat(values.survival(Math.exp(0.7 + 0.5 * 4)) / 3.167124183311992e-5)
        .isCloseTo(1, within(1e-13));
    assertThat(values.survival(Math.exp(0.7 + 0.5 * 6)) / 9.865876450376981e-10)
        .isCloseTo(1, within(1e-13));
    assertThat(values.upperQuantile(1e-6)).isCloseTo(21.687, within(1e-3));
    assertThat(values.mean()).isCloseTo(Math.exp(0.825), within(1e-14));
    assertThat(values.quantile(0)).isZero();
    assertThat(values.upperQuantile(0)).isInfinite();
  }

  @Test
  void lognormalsThatSpreadFarAreIrregular() {
    LogNormal wide = new LogNormal(0, 1.6);
    assertThat(wide.regular()).isFalse();
    double falls = 0;
    for (int k = 1; k < 1000; k++) {
      falls =
          Math.max(
              falls,
              wide.virtualValue(wide.quantile((k - 1e-3) / 1000))
                  - wide.virtualValue(wide.quantile(k / 1000.0)));
    }
    assertThat(falls).isPositive();
  }

  @Nested
  class MixtureIsAMarginal extends MarginalContract {
    @Override
    Marginal marginal() {
      return Mixture.even(new Uniform(0.5, 1), new Uniform(0, 0.5), new Exponential(1));
    }
  }

  @Nested
  class SumOfEqualUniformsIsAMarginal extends MarginalContract {
    @Override
    Marginal marginal() {
      return UniformSum.of(10, new Uniform(0, 1));
    }

    @Override
    int draws() {
      return 2_000;
    }
  }

  @Nested
  class SumOfUnequalUniformsIsAMarginal extends MarginalContract {
    @Override
    Marginal marginal() {
      return new UniformSum(List.of(new Uniform(4, 16), new Uniform(4, 7)));
    }

    @Override
    int draws() {
      return 2_000;
    }
  }

  @Test
  void virtualValuesOfClosedForms() {
    assertThat(new Uniform(0, 1).virtualValue(0.7)).isCloseTo(0.4, within(1e-15));
    assertThat(new Exponential(2).virtualValue(0.7)).isCloseTo(0.2, within(1e-15));
  }

  @Test
  void sumOfTwoUniformsIsATriangle() {
    UniformSum sum = UniformSum.of(2, new Uniform(0, 1));
    assertThat(sum.cdf(0.5)).isCloseTo(0.125, within(1e-15));
    assertThat(sum.pdf(1.25)).isCloseTo(0.75, within(1e-15));
    assertThat(sum.kinks()).containsExactly(1);
  }

  @Test
  void bothFormulasForSumsAgree() {
    // One part a hair wider sends the same sum through inclusion-exclusion.
    UniformSum equal = UniformSum.of(6, new Uniform(0, 1));
    UniformSum nearly =
        new UniformSum(
            List.of(
                new Uniform(0, 1),
                new Uniform(0, 1),
                new Uniform(0, 1),
                new Uniform(0, 1),
                new Uniform(0, 1),
                new Uniform(0, 1 + 1e-12)));
    for (double value = 0.1; value < 6; value += 0.1) {
      assertThat(nearly.cdf(value)).isCloseTo(equal.cdf(value), within(1e-10));
      assertThat(nearly.pdf(value)).isCloseTo(equal.pdf(value), within(1e-10));
    }
  }

  @Test
  void sumsOfManyUniformsStayAccurate() {
    UniformSum sum = UniformSum.of(60, new Uniform(0, 1));
    assertThat(sum.cdf(30)).isCloseTo(0.5, within(1e-13));
    assertThat(sum.survival(0)).isEqualTo(1);
    // Normal density at the mean, with the next term of Edgeworth's series.
    double normal = 1 / Math.sqrt(2 * Math.PI * 60 / 12);
    assertThat(sum.pdf(30)).isCloseTo(normal * (1 - 3.0 / 20 / 60), within(1e-5));
  }

  @Test
  void mixtureTakesTheDensityFromTheRightWhereItJumps() {
    Mixture mixture = Mixture.even(new Uniform(0.5, 1), new Uniform(0, 0.5), new Exponential(1));
    assertThat(mixture.pdf(1)).isCloseTo(Math.exp(-1) / 3, within(1e-15));
    assertThat(mixture.pdf(0.5)).isCloseTo((2 + Math.exp(-0.5)) / 3, within(1e-15));
    assertThat(mixture.kinks()).containsExactly(0.5, 1);
    assertThat(mixture.virtualValue(1)).isCloseTo(0, within(1e-15));
  }

  @Test
  void wrongNumbersAreRefused() {
    assertThatThrownBy(() -> new Uniform(1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[1.0, 1.0]");
    assertThatThrownBy(() -> new Exponential(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.0");
    assertThatThrownBy(() -> new LogNormal(0, -0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-0.5");
    assertThatThrownBy(() -> new Mixture(List.of(new Uniform(0, 1)), List.of(0.9)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.9");
    assertThatThrownBy(() -> new UniformSum(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
