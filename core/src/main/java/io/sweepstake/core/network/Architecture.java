package io.sweepstake.core.network;

import java.util.List;

/**
 * The hidden layers of a family's network.
 *
 * @param hidden widths from the input on; at least one, each from 1 to 4096
 */
public record Architecture(List<Integer> hidden) {
  private static final int WIDEST = 4096;

  public Architecture {
    hidden = List.copyOf(hidden);
    if (hidden.isEmpty()) {
      throw new IllegalArgumentException("architecture: needs at least one hidden layer");
    }
    for (int width : hidden) {
      if (width < 1 || width > WIDEST) {
        throw new IllegalArgumentException(
            "architecture: a hidden layer has 1 to " + WIDEST + " units, was " + width);
      }
    }
  }

  /** {@code depth} hidden layers of the same width. */
  public static Architecture uniform(int width, int depth) {
    if (depth < 1) {
      throw new IllegalArgumentException("architecture: depth must be at least 1, was " + depth);
    }
    return new Architecture(java.util.Collections.nCopies(depth, width));
  }

  /** Such as {@code 64-32-16}. */
  @Override
  public String toString() {
    return String.join("-", hidden.stream().map(String::valueOf).toList());
  }
}
