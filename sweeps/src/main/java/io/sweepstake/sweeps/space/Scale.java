package io.sweepstake.sweeps.space;

/** How a numeric parameter's range is measured: by differences or by ratios. */
public enum Scale {
  LINEAR,
  /** Equal ratios are equally far apart; needs a lower bound above zero. */
  LOG
}
