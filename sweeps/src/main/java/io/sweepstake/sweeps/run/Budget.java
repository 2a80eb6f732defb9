package io.sweepstake.sweeps.run;

import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.TrialState;

/**
 * How many trials to begin: so many more, or up to a total. Every trial that was asked for counts,
 * whatever became of it; one enqueued counts when it is taken up, one imported never, and an heir,
 * that goes on in the place of one that ended at a rung, not again.
 */
public sealed interface Budget {
  /** More trials than any study has. */
  int UNLIMITED = Integer.MAX_VALUE;

  /** How many trials a study that stands at {@code start} shall have {@link #begun} at the end. */
  int target(History start);

  static Budget additional(int trials) {
    return new Additional(trials);
  }

  static Budget total(int trials) {
    return new Total(trials);
  }

  /** No bound: a {@link StopCondition} ends the sweep. */
  static Budget unlimited() {
    return new Total(UNLIMITED);
  }

  /** How many trials a study has, less those that wait. */
  static int begun(History history) {
    long waiting =
        history.open().stream().filter(t -> t.state() instanceof TrialState.Waiting).count();
    return history.size() - (int) waiting;
  }

  /** How many trials of a study were imported. */
  static int imported(History history) {
    return (int)
        history.finished().stream().filter(t -> t.ask().source().equals(Ask.IMPORTED)).count();
  }

  /** How many trials of a study go on in the place of another. */
  static int heirs(History history) {
    return (int) history.trials().stream().filter(t -> t.ask().origin().isPresent()).count();
  }

  /** So many beside those that exist, finished, failed or in flight. */
  record Additional(int trials) implements Budget {
    public Additional {
      if (trials < 0) {
        throw new IllegalArgumentException("trials: must be at least 0, was " + trials);
      }
    }

    @Override
    public int target(History start) {
      return Math.addExact(begun(start), trials);
    }
  }

  /** So many in all, beside imported ones. */
  record Total(int trials) implements Budget {
    public Total {
      if (trials < 1) {
        throw new IllegalArgumentException("target trials: must be at least 1, was " + trials);
      }
    }

    @Override
    public int target(History start) {
      long all = (long) trials + imported(start) + heirs(start);
      return Math.max(begun(start), (int) Math.min(UNLIMITED, all));
    }
  }
}
