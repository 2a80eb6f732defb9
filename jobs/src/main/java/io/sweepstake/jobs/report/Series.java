package io.sweepstake.jobs.report;

import java.util.List;

/**
 * Points that share a mark in a {@link Plot}.
 *
 * @param name what the legend says
 * @param mark how the points are drawn
 * @param points in the order in which a line joins them; those off the axes are left out
 */
public record Series(String name, Mark mark, List<Mark.Point> points) {
  public Series {
    points = List.copyOf(points);
  }
}
