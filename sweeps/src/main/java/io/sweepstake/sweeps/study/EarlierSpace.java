package io.sweepstake.sweeps.study;

import io.sweepstake.sweeps.space.SearchSpace;
import java.io.Serializable;

/**
 * The search space that a study had before it was widened.
 *
 * @param trials how many trials there were by then; those after were asked for in a wider space
 */
public record EarlierSpace(SearchSpace space, int trials) implements Serializable {
  public EarlierSpace {
    if (trials < 1) {
      throw new IllegalArgumentException(
          "search space: must have had a trial when it was widened, had " + trials);
    }
  }
}
