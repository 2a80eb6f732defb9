package io.sweepstake.core.loss;

import io.sweepstake.core.descent.Ranges;
import java.util.Arrays;

/**
 * A price of regret, the same for all bidders, at which the trained network ends just inside a
 * share of revenue, as a strong attack on fresh profiles finds it.
 *
 * <p>What training batches show of regret is a fifth to nine tenths of that, by setting, length and
 * search, so a budget of it ({@link RegretBudget}) says little about the end. Here the budget rules
 * the first half alone, where the price finds its level. In the second half the price stands still
 * between probes; each probe attacks fresh profiles and multiplies the price by what was found over
 * what should be: a share that falls geometrically until the budget's annealing would end, and lies
 * above the end's by what the last part of a training, in smaller steps against harder searches,
 * takes off by itself. The weights are those of the last probe's price; the rest of the training
 * settles them.
 *
 * <p>Regret answers a price late, so each probe takes off a part of what the last one has just
 * changed. And it goes on falling where the end is long, while in short trainings it rises by a few
 * hundredths as the search for misreports ends with its steps: the aim knows the length. Measured,
 * not proven; {@code docs/targets.md} has where trainings landed.
 *
 * @param price w at the start; at least 0
 * @param gamma step of w while the budget rules; above 0
 * @param start the share of revenue that regret may be at the start, in (0, 1)
 * @param target the share that an attack may find at the end, in (0, 1)
 * @param bound what it may find at the end in units of value, where that is less than the share of
 *     revenue; at least 0, which is none
 * @param annealing fraction of the iterations in which the share falls, in (0, 1]
 * @param profiles that each probe attacks, the last two twice as many; at least 1
 */
public record RegretTarget(
    double price,
    double gamma,
    double start,
    double target,
    double bound,
    double annealing,
    int profiles)
    implements TrainingLoss {
  /** When profiles are attacked, as fractions of the iterations. */
  private static final double[] PROBES = {0.5, 0.58, 0.66, 0.74, 0.82, 0.88, 0.92};

  /** The end of a short training is aimed at this part of the target: probes have noise. */
  private static final double AIM = 0.83;

  /** That of a long one at this. */
  private static final double LONG_AIM = 0.90;

  private static final double SHORT = 1_000;
  private static final double LONG = 4_000;

  /** How much of the last change of the price's logarithm the next probe cannot see yet. */
  private static final double UNSEEN = 0.4;

  /** From here on, probes attack twice as many profiles: what they get wrong stays. */
  private static final double LATE = 0.85;

  /** The budget of what batches show, as a part of the target, while it rules. */
  private static final double SHOWN = 0.85;

  /** A probe changes the logarithm of the price by no more. */
  private static final double STRIDE = 0.7;

  /** How much of the way to its new level the price goes in an iteration. */
  private static final double PACE = 0.05;

  private static final double SMALLEST_SHARE = 1e-3;
  private static final double SMALLEST_PRICE = 0.01;
  private static final double SMALLEST_REVENUE = 1e-9;

  // The state:
  private static final int PRICE = 0;
  private static final int LEVEL = 1; // the logarithm of where the price goes
  private static final int REVENUE = 2; // the mean of late
  private static final int CHANGE = 3; // of the level, by the last probe

  public RegretTarget {
    Ranges.atLeast("lambda0", price, 0);
    Ranges.above("gamma", gamma, 0);
    Ranges.inside("rmax_start", start, 0, 1);
    Ranges.inside("regret_target", target, 0, 1);
    Ranges.atLeast("regret_bound", bound, 0);
    if (!(annealing > 0 && annealing <= 1)) {
      throw new IllegalArgumentException("rmax_annealing: must be in (0, 1], was " + annealing);
    }
    Ranges.atLeast("probed profiles", profiles, 1);
  }

  @Override
  public double[] initial(int bidders) {
    return new double[] {price, Math.log(Math.max(price, SMALLEST_PRICE)), 0, 0};
  }

  @Override
  public double value(double[] state, double revenue, double[] regrets) {
    double value = -revenue;
    for (double regret : regrets) {
      value += state[PRICE] * regret;
    }
    return value;
  }

  @Override
  public double price(double[] state, double revenue, double[] regrets, double[] prices) {
    Arrays.fill(prices, state[PRICE]);
    return 1;
  }

  @Override
  public void update(
      double[] state, double[] regrets, double revenue, long iteration, long iterations) {
    state[REVENUE] += (revenue - state[REVENUE]) / Math.min(iteration + 1.0, window(iterations));
    if (iteration >= Math.round(PROBES[0] * iterations)) {
      state[PRICE] += PACE * (Math.exp(state[LEVEL]) - state[PRICE]);
      return;
    }
    double regret = 0;
    for (double each : regrets) {
      regret += each / regrets.length;
    }
    double budget = budget(SHOWN, state, iteration, iterations);
    double share = Math.max(regret / Math.max(revenue, SMALLEST_REVENUE), SMALLEST_SHARE * budget);
    state[PRICE] = Math.max(0, state[PRICE] + gamma * (Math.log(share) - Math.log(budget)));
    state[LEVEL] +=
        (Math.log(Math.max(state[PRICE], SMALLEST_PRICE)) - state[LEVEL])
            / Math.min(iteration + 1.0, 2.5 * window(iterations));
  }

  /** The share that an attack may find at the end, as far as the revenue by now says. */
  private double end(double[] state) {
    return bound == 0
        ? target
        : Math.min(target, bound / Math.max(state[REVENUE], SMALLEST_REVENUE));
  }

  /** Iterations in which means forget. */
  private static double window(long iterations) {
    return Math.max(10, iterations / 100.0);
  }

  @Override
  public int asks(long iteration, long iterations) {
    for (double probe : PROBES) {
      if (iteration == Math.round(probe * iterations)) {
        return probe > LATE ? 2 * profiles : profiles;
      }
    }
    return 0;
  }

  @Override
  public void told(double[] state, double regret, long iteration, long iterations) {
    double share = Math.max(regret / Math.max(state[REVENUE], SMALLEST_REVENUE), 1e-12);
    double aim =
        budget(aim(iterations), state, iteration, iterations)
            * excess((double) iteration / iterations);
    double error = Math.log(share) - Math.log(aim) - UNSEEN * state[CHANGE];
    state[CHANGE] = Math.max(-STRIDE, Math.min(STRIDE, error));
    state[LEVEL] += state[CHANGE];
  }

  /** The part of the target that a training of this length aims at. */
  private static double aim(long iterations) {
    double length = Math.max(SHORT, Math.min(LONG, iterations));
    return AIM + (LONG_AIM - AIM) * Math.log(length / SHORT) / Math.log(LONG / SHORT);
  }

  /** An earlier rule did not keep the last change: it goes on as if there had been none. */
  @Override
  public double[] restored(double[] state) {
    return Arrays.copyOf(state, state.length == CHANGE ? CHANGE + 1 : state.length);
  }

  /** How far above the end's share the share lies that leads there without a change of price. */
  private static double excess(double passed) {
    return Math.max(1, Math.min(1.7, 1.25 + 3 * (0.82 - passed)));
  }

  /** A part of the share that falls from the start to the target. */
  private double budget(double part, double[] state, long iteration, long iterations) {
    double end = part * end(state);
    double passed = Math.min(1, iteration / (annealing * iterations));
    return start * Math.pow(end / start, passed);
  }
}
