package io.sweepstake.core.economics;

import static io.sweepstake.core.economics.StandardErrors.OF_DRAWS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EstimateTest {
  @Test
  void ofFourValuesByHand() {
    Estimate estimate = Estimate.of(new float[] {1, 2, 3, 4}, OF_DRAWS);
    assertThat(estimate.mean()).isEqualTo(2.5);
    // Variance 5/3, over four.
    assertThat(estimate.standardError()).isCloseTo(Math.sqrt(5.0 / 12), within(1e-12));
    assertThat(estimate.max()).isEqualTo(4);
    assertThat(estimate.count()).isEqualTo(4);
  }

  @Test
  void p95IsTheLeastValueThatCoversNineteenOfTwenty() {
    float[] values = new float[20];
    for (int k = 0; k < 20; k++) {
      values[k] = 20 - k;
    }
    assertThat(Estimate.of(values, OF_DRAWS).p95()).isEqualTo(19);
  }

  @Test
  void overBiddersTheErrorIsOfProfileMeansAndTheSpreadOfSingleValues() {
    // Profile means 1 and 3: mean 2, variance 2, over two.
    Estimate estimate = Estimate.of(new float[] {0, 2, 1, 5}, 2, OF_DRAWS);
    assertThat(estimate.mean()).isEqualTo(2);
    assertThat(estimate.standardError()).isCloseTo(1, within(1e-12));
    assertThat(estimate.max()).isEqualTo(5);
  }

  @Test
  void ratioOfMeansIsNotTheMeanOfRatios() {
    // (1 + 1) / (1 + 3) = 1/2; residuals 1/2 and −1/2: variance 1/2, over two, over mean 2.
    Estimate estimate = Estimate.ofRatio(new float[] {1, 1}, new float[] {1, 3}, OF_DRAWS);
    assertThat(estimate.mean()).isEqualTo(0.5);
    assertThat(estimate.standardError()).isCloseTo(0.25, within(1e-12));
    assertThat(estimate.max()).isEqualTo(1);
    assertThat(Estimate.ofRatio(new float[] {0}, new float[] {0}, OF_DRAWS).mean()).isEqualTo(1);
  }

  @Test
  void aSingleProfileHasNoError() {
    assertThat(Estimate.of(new float[] {7}, OF_DRAWS)).isEqualTo(new Estimate(7, 0, 7, 7, 1));
  }
}
