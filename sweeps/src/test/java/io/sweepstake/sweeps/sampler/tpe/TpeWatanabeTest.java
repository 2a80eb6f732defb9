package io.sweepstake.sweeps.sampler.tpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.sweeps.sampler.Sampler;
import io.sweepstake.sweeps.sampler.SamplerContract;
import io.sweepstake.sweeps.space.FloatParam;
import org.junit.jupiter.api.Test;

class TpeWatanabeTest extends SamplerContract {
  private static final ParzenShape SHAPE = TpeOptions.WATANABE.kernels();

  @Override
  protected Sampler sampler() {
    return new TpeSampler(TpeOptions.WATANABE);
  }

  private static ParzenMixture mixture(double... observations) {
    ParzenMixture mixture =
        new ParzenMixture(new Axis[] {new Axis(FloatParam.uniform("x", -1, 1))}, SHAPE);
    for (double observation : observations) {
      mixture.turn(mixture.add(new double[] {observation}), true);
    }
    return mixture;
  }

  /** By hand: bounds −1, 1 and the prior at 0 are neighbours; nothing below 0.03·2. */
  @Test
  void kernelsReachToTheFartherNeighbour() {
    ParzenMixture mixture = mixture(-0.4, 0.4, 0.41, 0.42);
    mixture.refresh();
    // −0.4: 0.6 to the bound; 0.4: 0.4 to the prior; 0.41: 0.01, clipped; 0.42: 0.58 to the bound.
    assertThat(mixture.widths(0))
        .containsExactly(new double[] {0.6, 0.4, 0.06, 0.58, 2}, within(1e-12));
  }

  /** (N + 2)⁻² of the range is above 0.03 of it up to N = 3. */
  @Test
  void theLeastWidthFallsWithTheSquareOfTheNumber() {
    assertThat(SHAPE.least(1, 0)).isEqualTo(0.25);
    assertThat(SHAPE.least(1, 3)).isEqualTo(0.04);
    assertThat(SHAPE.least(1, 4)).isCloseTo(0.03, within(1e-15));
    assertThat(SHAPE.least(1, 1000)).isCloseTo(0.03, within(1e-15));
    // Optuna's: range / min(100, N + 2).
    assertThat(ParzenShape.DEFAULT.least(3, 7)).isEqualTo(3.0 / 9);
    assertThat(ParzenShape.DEFAULT.least(3, 500)).isEqualTo(3.0 / 100);
  }

  @Test
  void weightsAreTheImprovementsAndTheirMeanIsThePriors() {
    ParzenMixture mixture = mixture(-0.5, 0.1, 0.7);
    mixture.weigh(new double[] {1, 2, 6}, 3);
    mixture.refresh();
    assertThat(mixture.weights())
        .containsExactly(new double[] {1 / 12.0, 2 / 12.0, 6 / 12.0, 3 / 12.0}, within(1e-15));
    mixture.weighAlike();
    mixture.refresh();
    assertThat(mixture.weights()[0]).isEqualTo(mixture.weights()[2]);
  }

  @Test
  void badPointsAreNotForgotten() {
    double[] many = new double[60];
    for (int k = 0; k < many.length; k++) {
      many[k] = -1 + 2.0 * k / many.length;
    }
    ParzenMixture mixture = mixture(many);
    mixture.weighAlike();
    mixture.refresh();
    assertThat(mixture.weights()[0]).isCloseTo(1 / 61.0, within(1e-15));
  }
}
