package io.sweepstake.core.truthful;

import io.sweepstake.core.kernel.Kernels;
import java.util.Arrays;

/**
 * How a tile of buyers chooses from a menu, softly and at its best, and how what they bring changes
 * with their utilities.
 *
 * <p>With utilities u, that of nothing being 0, {@code p = softmax(s u)} and margins m, what an
 * option brings to the seller, they bring {@code R = Σ_k p_k m_k}; hence {@code ∂R/∂u_k = s p_k
 * (m_k − R)}. The sharpness s is a constant to the gradient.
 */
final class SoftChoice {
  private static final int TILE = Kernels.TILE;

  /** No profile's choice is sharper than this when sharpness follows the spread of utilities. */
  static final float SHARPEST = 5000;

  private final Kernels kernels;
  private final int options;
  private final boolean byRow; // whether sharpness follows the spread of utilities in SOFT too
  private final float[] chosen; // [option, nothing][lane]: utilities, then probabilities
  private final float[] utilitySlopes; // [option][lane]
  private final float[] sharpnesses; // [lane]
  private final float[] soft; // [lane]
  private final float[] best; // [lane]: utilities, then probabilities
  private final float[] least; // [lane]
  private final float[] paid; // [lane]
  private double certain; // sum over the measured profiles
  private long measured;

  SoftChoice(Kernels kernels, int options, boolean byRow) {
    this.kernels = kernels;
    this.options = options;
    this.byRow = byRow;
    chosen = new float[(options + 1) * TILE];
    utilitySlopes = new float[options * TILE];
    sharpnesses = new float[TILE];
    soft = new float[TILE];
    best = new float[TILE];
    least = new float[TILE];
    paid = new float[TILE];
  }

  /**
   * Utilities to choose by, {@code [option, nothing][lane]}, to be written before {@link #choose},
   * which leaves probabilities there, 0 in lanes past the last; not a copy.
   */
  float[] chosen() {
    return chosen;
  }

  /** {@code ∂R/∂u}, {@code [option][lane]}, 0 in lanes past the last; not a copy. */
  float[] utilitySlopes() {
    return utilitySlopes;
  }

  /** Starts a measurement. */
  void begin() {
    certain = 0;
    measured = 0;
  }

  /** How sure choices since {@link #begin} were: their greatest probability, mean over profiles. */
  double certainty() {
    return certain / measured;
  }

  /**
   * Chooses for the first {@code count} lanes.
   *
   * @param margins what each option brings, from {@code at}
   * @return what each lane brings: on average, or straight through by its best option; not a copy
   */
  float[] choose(MenuChoice choice, float sharpness, float[] margins, int at, int count) {
    chooseBest(choice, sharpness, margins, at);
    softly(margins, at, count);
    measured += count;
    return choice == MenuChoice.SOFT ? soft : paid;
  }

  /** What is best, what it brings, and how sharply each profile chooses. */
  private void chooseBest(MenuChoice choice, float sharpness, float[] margins, int at) {
    Arrays.fill(best, 0);
    Arrays.fill(least, 0);
    Arrays.fill(paid, 0);
    for (int k = 0; k < options; k++) {
      float margin = margins[at + k];
      for (int s = 0; s < TILE; s++) {
        float utility = chosen[k * TILE + s];
        paid[s] = utility > best[s] ? margin : paid[s];
        best[s] = utility > best[s] ? utility : best[s];
        least[s] = utility < least[s] ? utility : least[s];
      }
    }
    for (int s = 0; s < TILE; s++) {
      sharpnesses[s] =
          choice == MenuChoice.SOFT && !byRow
              ? sharpness
              : Math.max(
                  sharpness, Math.min(SHARPEST, sharpness / Math.max(1e-6f, best[s] - least[s])));
    }
  }

  /**
   * Probabilities of choice, what they bring, and its slopes; lanes past the last count nothing.
   */
  private void softly(float[] margins, int at, int count) {
    for (int k = 0; k <= options; k++) {
      kernels.multiply(chosen, k * TILE, sharpnesses, 0, chosen, k * TILE, TILE);
    }
    kernels.softmax(chosen, 0, options + 1, TILE);
    Arrays.fill(soft, 0);
    Arrays.fill(best, 0);
    for (int k = 0; k <= options; k++) {
      for (int s = 0; s < TILE; s++) {
        float share = chosen[k * TILE + s];
        best[s] = share > best[s] ? share : best[s];
      }
    }
    for (int s = 0; s < count; s++) {
      certain += best[s];
    }
    for (int k = 0; k < options; k++) {
      float margin = margins[at + k];
      for (int s = 0; s < TILE; s++) {
        soft[s] += chosen[k * TILE + s] * margin;
      }
    }
    for (int k = 0; k < options; k++) {
      float margin = margins[at + k];
      for (int s = 0; s < TILE; s++) {
        utilitySlopes[k * TILE + s] = sharpnesses[s] * chosen[k * TILE + s] * (margin - soft[s]);
      }
      if (count < TILE) {
        Arrays.fill(utilitySlopes, k * TILE + count, (k + 1) * TILE, 0);
        Arrays.fill(chosen, k * TILE + count, (k + 1) * TILE, 0);
      }
    }
  }
}
