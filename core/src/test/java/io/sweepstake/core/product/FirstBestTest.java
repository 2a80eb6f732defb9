package io.sweepstake.core.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirstBestTest {
  private static final int WIDTH = 3;

  private static float[] needs(Random random) {
    float[] needs = new float[WIDTH];
    for (int j = 0; j < WIDTH; j++) {
      needs[j] = random.nextInt(10) == 0 ? 0 : (float) Math.exp(random.nextGaussian());
    }
    return needs;
  }

  private static double net(Kernel kernel, Cost cost, float[] needs, float[] product) {
    return kernel.value(needs, 0, product, 0, product.length)
        - kernel.value(needs, 0, new float[product.length], 0, product.length)
        - cost.of(product, 0, product.length);
  }

  /** Of a hinge κ and squares β: κ² / 4β − κ x at κ / 2β where that is more than nothing. */
  @Test
  void ofAHingeAndSquaresItIsTheFormula() {
    FirstBest best = FirstBest.of(new HingeKernel(2), new SquaresCost(0.3), Limit.NONE, WIDTH);
    Random random = new Random(1);
    for (int k = 0; k < 1000; k++) {
      float[] needs = needs(random);
      double sum = 0;
      for (float need : needs) {
        sum += Math.max(0, 4 / 1.2 - 2 * need);
      }
      assertThat(best.search(needs, 0)).isCloseTo(sum, within(1e-5));
    }
  }

  /** A fine grid of each quality by itself. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "hinge(1); squares(0.1);",
        "hinge(1); squares(0.1); at-most(3)",
        "sigmoid(2,4); squares(0.2);",
        "sigmoid(2,4); squares(0.2); at-most(1)",
        "sigmoid(1,30); squares(0.05);"
      })
  void qualityByQualityNothingBetterIsFound(String worth, String making, String made) {
    Kernel kernel = Parts.kernel(worth);
    Cost cost = Parts.cost(making);
    Limit limit = made == null ? Limit.NONE : Parts.limit(made);
    FirstBest best = FirstBest.of(kernel, cost, limit, WIDTH);
    FirstBest climbed = new ClimbedBest(kernel, cost, limit, WIDTH);
    assertThat(best).isInstanceOf(SeparateBest.class);
    Random random = new Random(2);
    for (int k = 0; k < 100; k++) {
      float[] needs = needs(random);
      double sum = 0;
      for (float need : needs) {
        double most = 0;
        for (int point = 1; point <= 4000; point++) {
          float[] one = {point / 200f};
          limit.confine(one, 0, 1);
          most = Math.max(most, net(kernel, cost, new float[] {need}, one));
        }
        sum += most;
      }
      double found = best.search(needs, 0);
      assertThat(found).as("%s", needs).isGreaterThan(sum - 1e-4);
      assertThat(found).isCloseTo(net(kernel, cost, needs, best.product()), within(1e-5));
      assertThat(climbed.search(needs, 0)).isLessThan(found + 1e-4);
      float[] kept = best.product().clone();
      limit.confine(kept, 0, WIDTH);
      assertThat(best.product()).containsExactly(kept);
    }
  }

  @Test
  void partsThatJoinQualitiesAreSearchedTogether() {
    assertThat(FirstBest.of(new HingeKernel(1), new LengthCost(0.1), Limit.NONE, 2))
        .isInstanceOf(ClimbedBest.class);
    assertThat(FirstBest.of(new HingeKernel(1), new SquaresCost(0.1), new SumLimit(3), 2))
        .isInstanceOf(ClimbedBest.class);
  }
}
