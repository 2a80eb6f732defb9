package io.sweepstake.sweeps.run;

import io.sweepstake.sweeps.study.History;

/**
 * How many trials to ask for: so many more, or up to a total. Every asked trial counts; an heir,
 * that goes on in the place of one that ended at a rung, does not count again.
 */
public sealed interface Budget {
  /** How many trials a study that stands at {@code start} shall have at the end. */
  int target(History start);

  static Budget additional(int trials) {
    return new Additional(trials);
  }

  static Budget total(int trials) {
    return new Total(trials);
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
      return Math.addExact(start.size(), trials);
    }
  }

  /** So many in all. */
  record Total(int trials) implements Budget {
    public Total {
      if (trials < 1) {
        throw new IllegalArgumentException("target trials: must be at least 1, was " + trials);
      }
    }

    @Override
    public int target(History start) {
      return Math.max(start.size(), trials + heirs(start));
    }
  }
}
