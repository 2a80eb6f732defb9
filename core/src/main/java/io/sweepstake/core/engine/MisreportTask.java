package io.sweepstake.core.engine;

/**
 * One member's search for misreports in one iteration: what it starts from, how it climbs, and
 * where it ends. Owned by the caller, who fills it anew for each iteration; arrays are {@code
 * [profile][bidder][item]}.
 */
public final class MisreportTask {
  /** {@code [ascent]}: where each starts, if the member recalls; written: where each ended. */
  public final float[][] misreports;

  /** {@code [ascent]}: Adam's moments, read and written where the rule carries them. */
  public final float[][] firstMoments;

  /** {@code [ascent]}, likewise. */
  public final float[][] secondMoments;

  /** {@code [candidate]}: others that compete, each in one ascent. */
  public final float[][] fresh;

  /** {@code [candidate]}: the ascent in which it competes. */
  public final int[] turn;

  /** Ascent steps; at least 0. */
  public int steps;

  /** Step size, in units of value. */
  public double rate;

  /** Steps that carried moments have seen already. */
  public long stepsBefore;

  public MisreportTask(BatchMember member) {
    int length = member.profiles() * member.width();
    misreports = new float[member.ascents()][length];
    firstMoments = new float[member.ascents()][length];
    secondMoments = new float[member.ascents()][length];
    fresh = new float[member.fresh()][length];
    turn = new int[member.fresh()];
  }
}
