package io.sweepstake.problems.auction.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.random.Seeds;
import org.junit.jupiter.api.Test;

class RidgeProbeTest {
  private static final int PROFILES = 800;
  private static final int UNITS = 20;

  /** Units of very different scales, one of which never moves. */
  private static float[] features() {
    float[] features = new float[PROFILES * UNITS];
    for (int k = 0; k < features.length; k++) {
      int unit = k % UNITS;
      features[k] =
          unit == 0 ? 7 : (float) (unit + Math.pow(10, unit % 5 - 2) * Seeds.normal(1, k));
    }
    return features;
  }

  private static double[] linear(float[] features) {
    double[] target = new double[PROFILES];
    for (int k = 0; k < PROFILES; k++) {
      target[k] = 3;
      for (int r = 0; r < UNITS; r++) {
        target[k] += (r - 9.5) * features[k * UNITS + r];
      }
    }
    return target;
  }

  private static double[] noise(long seed) {
    double[] noise = new double[PROFILES];
    for (int k = 0; k < PROFILES; k++) {
      noise[k] = Seeds.normal(seed, k);
    }
    return noise;
  }

  @Test
  void whatIsLinearIsReadExactly() {
    float[] features = features();

    double[] found = RidgeProbe.heldOut(features, UNITS, new double[][] {linear(features)});

    assertThat(found[0]).isCloseTo(1, within(1e-6));
  }

  @Test
  void whatIsNotThereIsNotFound() {
    float[] features = features();
    for (long seed = 10; seed < 20; seed++) {
      double[] found = RidgeProbe.heldOut(features, UNITS, new double[][] {noise(seed)});

      assertThat(found[0]).isLessThan(0.05);
    }
  }

  /** A target that is half noise has as much variance that nothing explains. */
  @Test
  void noiseBoundsWhatCanBeRead() {
    float[] features = features();
    double[] target = linear(features);
    double[] noise = noise(30);
    double scale = Math.sqrt(variance(target) / variance(noise));
    for (int k = 0; k < PROFILES; k++) {
      target[k] += scale * noise[k];
    }

    double[] found = RidgeProbe.heldOut(features, UNITS, new double[][] {target});

    assertThat(found[0]).isCloseTo(0.5, within(0.1));
  }

  @Test
  void targetsAreReadEachByItself() {
    float[] features = features();
    double[] constant = new double[PROFILES];
    double[][] targets = {noise(10), linear(features), constant};

    double[] together = RidgeProbe.heldOut(features, UNITS, targets);

    assertThat(together[0])
        .isEqualTo(RidgeProbe.heldOut(features, UNITS, new double[][] {noise(10)})[0]);
    assertThat(together[1]).isCloseTo(1, within(1e-6));
    assertThat(together[2]).isNaN();
  }

  private static double variance(double[] values) {
    double sum = 0;
    double squares = 0;
    for (double value : values) {
      sum += value;
      squares += value * value;
    }
    return squares / values.length - sum * sum / values.length / values.length;
  }
}
