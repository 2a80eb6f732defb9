package io.sweepstake.jobs.drawing;

import java.util.List;

/**
 * What something is drawn with: a role, which each theme gives a colour.
 *
 * @param name of the role, as style sheets know it
 * @param light its colour on white, {@code #rrggbb}
 * @param dark its colour on the dark theme's background
 */
public record Ink(String name, String light, String dark) {
  public static final Ink PAPER = new Ink("paper", "#ffffff", "#14191d");
  public static final Ink TEXT = new Ink("text", "#1d2a32", "#e4ebef");
  public static final Ink DIM = new Ink("dim", "#566570", "#9fb0ba");
  public static final Ink AXIS = new Ink("axis", "#7d8c95", "#75858f");
  public static final Ink GRID = new Ink("grid", "#e6ebee", "#283138");
  public static final Ink BEST = new Ink("best", "#d55e00", "#ff9350");
  public static final Ink BROKEN = new Ink("broken", "#78868f", "#8c9aa3");

  /**
   * Okabe and Ito's, which people tell apart whatever colours they see; lighter ones on dark paper.
   */
  private static final List<Ink> SERIES =
      List.of(
          new Ink("c0", "#0072b2", "#5ab4e5"),
          new Ink("c1", "#007a58", "#38cda2"),
          new Ink("c2", "#aa4f86", "#e69ac8"),
          new Ink("c3", "#9a6700", "#f2b840"),
          new Ink("c4", "#b84a00", "#ff9350"),
          new Ink("c5", "#2f4858", "#c3d3dd"),
          new Ink("c6", "#3d8fc0", "#3f8fc2"),
          new Ink("c7", "#8a5a2b", "#cfa06c"));

  /** Every role. */
  public static List<Ink> all() {
    List<Ink> all = new java.util.ArrayList<>(List.of(PAPER, TEXT, DIM, AXIS, GRID, BEST, BROKEN));
    all.addAll(SERIES);
    return all;
  }

  /** That of a figure's k-th series; the first again after the last. */
  public static Ink series(int k) {
    return SERIES.get(k % SERIES.size());
  }
}
