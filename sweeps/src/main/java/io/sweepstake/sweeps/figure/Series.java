package io.sweepstake.sweeps.figure;

import java.util.List;

/**
 * Points that share a mark in a {@link Figure}.
 *
 * @param name what the legend says
 * @param mark how the points are drawn
 * @param points in the order in which a line joins them; those off the axes are left out
 */
public record Series(String name, Mark mark, List<Mark.Point> points) implements Layer {
  public Series {
    points = List.copyOf(points);
  }

  /** A horizontal line across the whole figure. */
  public static Series level(String name, double height) {
    return new Series(name, Mark.LEVEL, List.of(new Mark.Point(0, height, name)));
  }
}
