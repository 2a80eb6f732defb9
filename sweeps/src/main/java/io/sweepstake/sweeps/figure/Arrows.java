package io.sweepstake.sweeps.figure;

import java.util.List;

/**
 * A field of directions.
 *
 * @param name what they are, for the legend; may be blank
 * @param arrows those that begin off the axes are left out
 */
public record Arrows(String name, List<Arrow> arrows) implements Layer {
  public Arrows {
    arrows = List.copyOf(arrows);
  }

  /**
   * An arrow; one without a length is a dot.
   *
   * @param x where it begins
   * @param y where it begins
   * @param across how far it goes, in units of the horizontal axis
   * @param up how far it goes, in units of the vertical axis
   */
  public record Arrow(double x, double y, double across, double up) {}
}
