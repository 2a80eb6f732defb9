package io.sweepstake.sweeps.figure;

import java.util.List;

/**
 * Words at places of a {@link Figure}; they have no part in the legend.
 *
 * @param texts those off the axes are left out
 */
public record Texts(List<Text> texts) implements Layer {
  public Texts {
    texts = List.copyOf(texts);
  }

  @Override
  public String name() {
    return "";
  }

  /** Words around a place. */
  public record Text(double x, double y, String words) {}
}
