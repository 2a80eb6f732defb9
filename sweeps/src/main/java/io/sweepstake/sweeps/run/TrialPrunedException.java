package io.sweepstake.sweeps.run;

/** A trial stopped on its way: its last report is what it is judged by. */
public final class TrialPrunedException extends Exception {
  private static final long serialVersionUID = 1;

  public TrialPrunedException() {
    super("pruned", null, false, false);
  }
}
