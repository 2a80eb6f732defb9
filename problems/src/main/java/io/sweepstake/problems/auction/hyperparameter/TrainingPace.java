package io.sweepstake.problems.auction.hyperparameter;

import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;

/**
 * How presets and ranges hang on the length of a training that is told where to end: for every
 * halving below the length that they were set for, an iteration takes more ascent steps and the
 * optimiser larger ones. Longer trainings have those of that length.
 *
 * <p>Short trainings have few steps to come anywhere, and the price of regret few iterations to be
 * answered in: searches that take two steps lag behind it. What was tried:
 * docs/decisions/0017-short-trainings-take-larger-steps.md.
 *
 * @param halvings of the length, at least 0
 */
record TrainingPace(double halvings) {
  /** The length that presets were set for. */
  static final long FULL = 20_000;

  /** Fewer iterations than a thirty-second of it are good for nothing that could be tuned. */
  private static final double MOST_HALVINGS = 5;

  /** From a full training to one of 1,000 iterations. */
  private static final double BRIEF = Math.log(FULL / 1_000.0) / Math.log(2);

  /** What a halving multiplies the optimiser's steps by. */
  private static final double FASTER = 1.25;

  /** Ascent steps that it adds. */
  private static final double HARDER = 1.2;

  /** The searched range of a step size, to both sides. */
  private static final double AROUND = 3;

  static TrainingPace of(long iterations) {
    double halvings = Math.log((double) FULL / iterations) / Math.log(2);
    return new TrainingPace(Math.max(0, Math.min(MOST_HALVINGS, halvings)));
  }

  /** The optimiser's step size that does what {@code full} does in a full training. */
  double rate(double full) {
    return full * Math.pow(FASTER, halvings);
  }

  /**
   * Where a step size is searched.
   *
   * @param largest with which trainings still end well, at least the preset
   */
  FloatParam around(String name, double preset, double largest) {
    return FloatParam.log(name, preset / AROUND, Math.min(preset * AROUND, largest));
  }

  /**
   * What a training of this length has, where a full one has {@code full} and one of 1,000
   * iterations {@code brief}: the same factor for every halving.
   */
  double between(double full, double brief) {
    return full * Math.pow(brief / full, halvings / BRIEF);
  }

  /** The same of whole numbers. */
  int between(int full, int brief) {
    return (int) Math.rint(between((double) full, brief));
  }

  /** Ascent steps of an iteration, where a full training takes {@code full}. */
  int steps(int full) {
    return full + (int) Math.rint(HARDER * halvings);
  }

  /** Where they are searched. */
  IntParam steps(String name, int full) {
    return IntParam.uniform(name, Math.max(1, steps(full) - 2), steps(full) + 2);
  }

  /** So many iterations of a full training, in proportion. */
  int iterations(int full) {
    return (int) Math.rint(full * Math.pow(0.5, halvings));
  }
}
