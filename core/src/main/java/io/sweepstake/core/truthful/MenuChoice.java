package io.sweepstake.core.truthful;

/** How the bidder of a menu chooses while it is trained; evaluated, she takes the best option. */
public enum MenuChoice {
  /** By a softmax of utilities at the schedule's temperature; so is revenue measured. */
  SOFT,
  /**
   * Straight through: revenue is measured at the best option, its gradient is that of a softmax
   * whose sharpness is the schedule's over the spread of the profile's utilities (Nehzati,
   * arXiv:2509.04477).
   */
  STE
}
