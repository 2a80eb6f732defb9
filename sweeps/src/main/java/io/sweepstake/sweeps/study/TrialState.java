package io.sweepstake.sweeps.study;

import java.io.Serializable;
import java.util.Objects;

/** Where a trial stands. Each state carries what exists in it and nothing else. */
public sealed interface TrialState extends Serializable {

  /** Whether nothing can follow. */
  boolean terminal();

  /** Optuna's word for it, which the trial table uses. */
  String label();

  /** The values at the end; none unless completed or pruned. */
  default Metrics metrics() {
    return Metrics.NONE;
  }

  /** Its point was enqueued by a person, and no worker has been asked yet. */
  record Waiting() implements TrialState {
    @Override
    public boolean terminal() {
      return false;
    }

    @Override
    public String label() {
      return "WAITING";
    }
  }

  /** Asked, and not told: in flight. */
  record Running() implements TrialState {
    @Override
    public boolean terminal() {
      return false;
    }

    @Override
    public String label() {
      return "RUNNING";
    }
  }

  /**
   * Waits at a rung: its curve and its checkpoint are kept, and nobody works on it. Whether it goes
   * on is decided later.
   */
  record Paused() implements TrialState {
    @Override
    public boolean terminal() {
      return false;
    }

    @Override
    public String label() {
      return "PAUSED";
    }
  }

  /** Ran to its end, with these values. */
  record Completed(Metrics metrics) implements TrialState {
    public Completed {
      if (metrics.isEmpty()) {
        throw new IllegalArgumentException("completed trial: needs at least one metric, had none");
      }
    }

    @Override
    public boolean terminal() {
      return true;
    }

    @Override
    public String label() {
      return "COMPLETE";
    }
  }

  /** Stopped at a rung, with the values it had there. */
  record Pruned(long step, Metrics metrics, String reason) implements TrialState {
    public Pruned {
      Objects.requireNonNull(reason, "reason");
    }

    @Override
    public boolean terminal() {
      return true;
    }

    @Override
    public String label() {
      return "PRUNED";
    }
  }

  /** Ended without a value. That is a fact about its point, unless its worker was lost. */
  record Failed(Cause cause, String message) implements TrialState {
    public Failed {
      Objects.requireNonNull(cause, "cause");
      Objects.requireNonNull(message, "message");
    }

    @Override
    public boolean terminal() {
      return true;
    }

    @Override
    public String label() {
      return "FAIL";
    }
  }

  /**
   * Was imported, and counts for nothing since it was removed again.
   *
   * @param was the trial as it was imported
   */
  record Removed(Trial was) implements TrialState {
    @Override
    public boolean terminal() {
      return true;
    }

    @Override
    public String label() {
      return "REMOVED";
    }
  }

  /** Why a trial failed. Only a lost worker is worth a second try. */
  enum Cause {
    /** A value became infinite or not a number. */
    DIVERGED,
    OUT_OF_MEMORY,
    /** It exceeded its deadline. */
    TIMEOUT,
    /** The process or machine went away. */
    LOST_WORKER,
    /** The sweep was told to stop. */
    CANCELLED,
    /** The trial's own code threw. */
    BUG
  }
}
