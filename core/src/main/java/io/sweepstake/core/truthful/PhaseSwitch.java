package io.sweepstake.core.truthful;

import io.sweepstake.core.descent.Ranges;

/**
 * When a training's second phase takes over: once choices were sure for long enough, or revenue has
 * converged, whichever is first.
 *
 * @param certainty the greatest probability of a choice, mean over a batch, from which on choices
 *     count as sure; above 0, and never met if above 1
 * @param patience sure iterations in a row that suffice; at least 1
 * @param window iterations over which revenue is averaged to compare; at least 1
 * @param tolerance relative change between two windows that counts as none; at least 0
 */
public record PhaseSwitch(double certainty, int patience, int window, double tolerance) {
  public PhaseSwitch {
    Ranges.above("switch_certainty", certainty, 0);
    Ranges.atLeast("switch_patience", patience, 1);
    Ranges.atLeast("switch_window", window, 1);
    Ranges.atLeast("switch_tolerance", tolerance, 0);
  }
}
