package io.sweepstake.core.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.setting.ComposedSurplus;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.core.setting.SigmoidSurplus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartsTest {
  private static final float[] NEEDS = {0.7f, 1.3f};

  private static ComposedSurplus surplus(String said) {
    Setting setting = Settings.named("screening-1x2(" + said + "):lognormal(0,0.25)");
    return (ComposedSurplus) setting.surplus();
  }

  private static double best(ComposedSurplus surplus, float... needs) {
    return FirstBest.of(surplus.kernel(), surplus.cost(), surplus.limit(), needs.length)
        .search(needs, 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"hinge(2),squares(0.1)", "sigmoid(2,4),length(1)", "roots(3),cubes(),alike()"})
  void slopesAreThoseOfWhatIsMeasured(String said) {
    ComposedSurplus surplus = surplus(said);
    float[] goods = {1.5f, 1.1f};
    float[] up = new float[2];
    float[] cost = new float[2];
    surplus.kernel().slope(NEEDS, 0, goods, 0, 2, up);
    surplus.cost().slope(goods, 0, 2, cost);
    for (int j = 0; j < 2; j++) {
      float[] more = goods.clone();
      float[] less = goods.clone();
      more[j] += 1e-3f;
      less[j] -= 1e-3f;
      double by = more[j] - less[j];
      double value = surplus.value(NEEDS, 0, more, 0, 2) - surplus.value(NEEDS, 0, less, 0, 2);
      assertThat(value / by).isCloseTo(up[j], within(1e-3));
      assertThat((surplus.cost(more, 0, 2) - surplus.cost(less, 0, 2)) / by)
          .isCloseTo(cost[j], within(1e-3));
    }
  }

  @Test
  void aSigmoidThatIsPutTogetherIsTheOneThatIsKnown() {
    ComposedSurplus put = surplus("sigmoid(2,4),length(1)");
    float[] goods = {1.5f, 0.2f};
    assertThat(put.value(NEEDS, 0, goods, 0, 2))
        .isCloseTo(SigmoidSurplus.standard().value(NEEDS, 0, goods, 0, 2), within(1e-6));
    assertThat(put.cost(goods, 0, 2))
        .isCloseTo(SigmoidSurplus.standard().cost(goods, 0, 2), within(1e-6));
  }

  /**
   * Of a hinge and squares a quality y is worth y − x − .1 y², most at y = 5, or nothing at all.
   */
  @Test
  void theBestProductOfAHingeIsThatOfItsFormula() {
    ComposedSurplus hinge = surplus("hinge(1),squares(0.1)");
    assertThat(best(hinge, 0.7f, 1.3f)).isCloseTo(2.5 - 0.7 + 2.5 - 1.3, within(1e-4));
    assertThat(best(hinge, 0.7f, 3f)).isCloseTo(2.5 - 0.7, within(1e-4));
  }

  @Test
  void limitsKeepWhatCanBeMade() {
    ComposedSurplus most = surplus("hinge(1),squares(0.1),at-most(3)");
    assertThat(best(most, 0.7f, 1.3f)).isCloseTo(2 * (3 - 0.9) - 2, within(1e-4));
    float[] goods = {-1, 4};
    most.confine(goods, 0, 2);
    assertThat(goods).containsExactly(0, 3);
    ComposedSurplus sum = surplus("hinge(1),squares(0.1),sum-at-most(4)");
    float[] many = {3, 3};
    sum.confine(many, 0, 2);
    assertThat(many).containsExactly(2, 2);
  }

  /** What 3√y − y³ is greatest at: where 1.5 = 3 y to the 2.5. */
  @Test
  void partsOfAJarAreFound() {
    ComposedSurplus jar = surplus("roots(3),cubes(),alike()");
    double quality = Math.pow(0.5, 0.4);
    assertThat(best(jar, 0.7f, 1.3f))
        .isCloseTo(2 * (3 * Math.sqrt(quality) - Math.pow(quality, 3)), within(1e-4));
    float[] goods = {1, 2};
    jar.confine(goods, 0, 2);
    assertThat(goods).containsExactly(1.5f, 1.5f);
  }
}
