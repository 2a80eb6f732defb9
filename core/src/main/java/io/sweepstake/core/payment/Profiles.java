package io.sweepstake.core.payment;

import io.sweepstake.core.repeated.ClassicRules;
import io.sweepstake.core.repeated.PaymentRule;
import java.util.ArrayList;
import java.util.List;

/**
 * The profiles of bids that a loss looks at, the columns of a batch: those that came, and those
 * that any one bidder could have made of them.
 *
 * @param numbers of the profiles, ascending
 * @param worlds how often they come, when bidders bid in one way or another
 */
record Profiles(int[] numbers, List<World> worlds) {
  /**
   * How often profiles come.
   *
   * @param joint the chance of each column
   * @param others {@code [bidder][column]}: the chance of the bids of all others
   */
  record World(double[] joint, double[][] others) {}

  /** The highest bid gets the item: what all payment networks have in common. */
  static PaymentRule shape(PaymentNet net) {
    return ClassicRules.firstPrice(net.bidders(), net.bids());
  }

  /**
   * Of what came.
   *
   * @param counts of each world, by profile; only their proportions matter
   */
  static Profiles of(PaymentRule shape, List<double[]> counts) {
    boolean[] looked = new boolean[shape.profiles()];
    int[] profile = new int[shape.bidders()];
    for (double[] world : counts) {
      for (int p = 0; p < looked.length; p++) {
        if (world[p] > 0) {
          shape.profile(p, profile);
          for (int i = 0, power = 1; i < profile.length; i++, power *= shape.bids()) {
            for (int bid = 0; bid < shape.bids(); bid++) {
              looked[p + (bid - profile[i]) * power] = true;
            }
          }
        }
      }
    }
    int columns = 0;
    for (boolean one : looked) {
      columns += one ? 1 : 0;
    }
    int[] numbers = new int[columns];
    for (int p = 0, column = 0; p < looked.length; p++) {
      if (looked[p]) {
        numbers[column++] = p;
      }
    }
    List<World> worlds = new ArrayList<>();
    for (double[] world : counts) {
      worlds.add(world(shape, numbers, world));
    }
    return new Profiles(numbers, worlds);
  }

  private static World world(PaymentRule shape, int[] numbers, double[] counts) {
    int bidders = shape.bidders();
    double total = 0;
    for (double count : counts) {
      total += count;
    }
    double[][] rivals = new double[bidders][counts.length]; // at the profile with her bid of 0
    int[] profile = new int[bidders];
    for (int p : numbers) {
      shape.profile(p, profile);
      for (int i = 0, power = 1; i < bidders; i++, power *= shape.bids()) {
        rivals[i][p - profile[i] * power] += counts[p] / total;
      }
    }
    double[] joint = new double[numbers.length];
    double[][] others = new double[bidders][numbers.length];
    for (int column = 0; column < numbers.length; column++) {
      int p = numbers[column];
      joint[column] = counts[p] / total;
      shape.profile(p, profile);
      for (int i = 0, power = 1; i < bidders; i++, power *= shape.bids()) {
        others[i][column] = rivals[i][p - profile[i] * power];
      }
    }
    return new World(joint, others);
  }
}
