package io.sweepstake.core.truthful;

import io.sweepstake.core.engine.ChoiceShape;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.setting.SigmoidSurplus;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.Arrays;
import java.util.Optional;

/** Those of a {@link SigmoidSurplus}, lane by lane; in units of κ. */
final class SigmoidGains implements ProductGains {
  private static final int TILE = Kernels.TILE;

  private final Kernels kernels;
  private final float steepness;
  private final int width; // qualities of a product
  private final float[] needs; // [quality][lane], times steepness
  private final float[] without; // [lane]: what no qualities would give
  private final float[] gains; // [product][quality][lane]
  private final float[] slopes; // [lane]

  SigmoidGains(Kernels kernels, SigmoidSurplus surplus, int width, int products) {
    this.kernels = kernels;
    this.width = width;
    steepness = (float) surplus.steepness();
    needs = new float[width * TILE];
    without = new float[TILE];
    gains = new float[products * width * TILE];
    slopes = new float[TILE];
  }

  @Override
  public Optional<Law> law() {
    return Optional.of(new Law(ChoiceShape.Worth.SIGMOID, steepness, 1));
  }

  @Override
  public void write(
      float[] qualities, ValuationProfiles buyers, int first, int count, float[] into) {
    load(buyers, first, count);
    for (int k = 0; k < qualities.length / width; k++) {
      int own = k * TILE;
      for (int s = 0; s < TILE; s++) {
        into[own + s] = -without[s];
      }
      for (int j = 0; j < width; j++) {
        int at = (k * width + j) * TILE;
        gains(qualities[k * width + j], j, at);
        kernels.add(gains, at, into, own, TILE);
      }
    }
  }

  private void load(ValuationProfiles buyers, int first, int count) {
    for (int s = 0; s < TILE; s++) {
      int at = (first + Math.min(s, count - 1)) * width;
      for (int j = 0; j < width; j++) {
        needs[j * TILE + s] = steepness * buyers.values()[at + j];
      }
    }
    Arrays.fill(without, 0);
    for (int j = 0; j < width; j++) {
      gains(0, j, 0);
      kernels.add(gains, 0, without, 0, TILE);
    }
  }

  /** Writes {@code σ(α (y − x_j))} of one quality y, lane by lane. */
  private void gains(float quality, int j, int at) {
    float level = steepness * quality;
    for (int s = 0; s < TILE; s++) {
      float above = level - needs[j * TILE + s];
      gains[at + s] = Math.min(Kernels.SATURATION, Math.max(-Kernels.SATURATION, above));
    }
    kernels.sigmoid(gains, at, TILE);
  }

  @Override
  public void addSlopes(float[] by, double[] sums) {
    for (int j = 0; j < sums.length; j++) {
      System.arraycopy(by, j / width * TILE, slopes, 0, TILE);
      kernels.sigmoidBackward(slopes, 0, gains, j * TILE, TILE);
      float sum = 0;
      for (int s = 0; s < TILE; s++) {
        sum += slopes[s];
      }
      sums[j] += steepness * sum;
    }
  }
}
