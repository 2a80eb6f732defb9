package io.sweepstake.core.economics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.setting.SigmoidSurplus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BestProductTest {
  @ParameterizedTest
  @CsvSource({
    "2, 4, 1, 0.3, 0.9",
    "2, 4, 1, 0, 2.9",
    "2, 4, 1, 1.9, 2.1",
    "1, 50, 0.5, 0.7, 1.9",
    "1, 50, 0.5, 1.4, 1.5",
    "3, 0.7, 0.2, 5, 0.1",
    "1, 4, 40, 1, 1",
    "1, 4, 0, 1, 2"
  })
  void noProductOfAFineGridIsBetter(
      double worth, double steepness, double cost, float first, float second) {
    SigmoidSurplus surplus = new SigmoidSurplus(worth, steepness, cost);
    double greatest = 0;
    double step = 0.01 / steepness;
    float[] needs = {first, second};
    float[] product = new float[2];
    double reach = 8 / steepness;
    for (double a = 0; a < first + reach; a += step * Math.max(1, steepness * first / 8)) {
      for (double b = 0; b < second + reach; b += step * Math.max(1, steepness * second / 8)) {
        product[0] = (float) a;
        product[1] = (float) b;
        greatest =
            Math.max(
                greatest, surplus.value(needs, 0, product, 0, 2) - surplus.cost(product, 0, 2));
      }
    }
    double found = new BestProduct(surplus, 2).surplus(needs, 0);
    assertThat(found).isBetween(greatest - 1e-6 * worth, greatest + 1e-3 * worth);
  }

  @ParameterizedTest
  @CsvSource({"0.5", "1.2", "1.9"})
  void aSteepSurplusIsWorthLessWhatMeetingTheNeedCosts(float need) {
    // κ − c x where that is positive, as α grows.
    SigmoidSurplus steep = new SigmoidSurplus(1, 20_000, 0.6);
    assertThat(new BestProduct(steep, 1).surplus(new float[] {need}, 0))
        .isCloseTo(Math.max(0, 1 - 0.6 * need), within(1e-3));
  }
}
