package io.sweepstake.sweeps.figure;

import java.util.List;

/**
 * Horizontal bars, each on a row of a vertical axis of {@link Axis#of names}.
 *
 * @param name what the legend says
 * @param bars in any order
 */
public record Bars(String name, List<Bar> bars) implements Layer {
  public Bars {
    bars = List.copyOf(bars);
  }

  /**
   * A bar.
   *
   * @param from where it begins, along the horizontal axis
   * @param to where it ends
   * @param row of the vertical axis, from 0
   * @param note what shows when the pointer rests on it; may be empty
   */
  public record Bar(double from, double to, int row, String note) {}
}
