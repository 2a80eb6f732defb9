package io.sweepstake.core.auction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All ways to say how many items each bidder gets, some left over or none: {@code C(m + n, n)} of
 * them for n bidders and m items. They stand by the number of items sold, nothing sold first.
 *
 * <p>Two are tied where they differ only in who gets which number.
 */
public final class BundleSizes {
  /** More than these take longer than minutes. */
  public static final int MOST = 4096;

  private final int bidders;
  private final int items;
  private final int[] sizes; // [state][bidder]
  private final int[] less; // [state][bidder]: the state with one item less for her, or −1
  private final Map<String, Integer> states = new TreeMap<>(); // by how many each bidder gets
  private final int[] reached; // [items sold, at most]: states
  private final int[] tie; // [state]
  private final int ties;

  /**
   * Lists them.
   *
   * @throws IllegalArgumentException if there are more than {@value #MOST}
   */
  public BundleSizes(int bidders, int items) {
    double all = count(bidders, items);
    if (all > MOST) {
      throw new IllegalArgumentException(
          "bundle sizes: at most "
              + MOST
              + " ways to say how many items each bidder gets, "
              + bidders
              + " bidders and "
              + items
              + " items have "
              + all);
    }
    this.bidders = bidders;
    this.items = items;
    List<int[]> listed = new ArrayList<>();
    reached = new int[items + 1];
    for (int sold = 0; sold <= items; sold++) {
      list(new int[bidders], 0, sold, listed);
      reached[sold] = listed.size();
    }
    sizes = new int[listed.size() * bidders];
    less = new int[sizes.length];
    tie = new int[listed.size()];
    Map<String, Integer> tied = new TreeMap<>();
    for (int state = 0; state < listed.size(); state++) {
      int[] each = listed.get(state);
      System.arraycopy(each, 0, sizes, state * bidders, bidders);
      states.put(Arrays.toString(each), state);
      for (int i = 0; i < bidders; i++) {
        int[] fewer = each.clone();
        fewer[i]--;
        less[state * bidders + i] = each[i] == 0 ? -1 : states.get(Arrays.toString(fewer));
      }
      int[] sorted = each.clone();
      Arrays.sort(sorted);
      tied.putIfAbsent(Arrays.toString(sorted), tied.size());
      tie[state] = tied.get(Arrays.toString(sorted));
    }
    ties = tied.size();
  }

  /** How many there are, {@code C(items + bidders, bidders)}. */
  public static double count(int bidders, int items) {
    double count = 1;
    for (int i = 1; i <= bidders; i++) {
      count = count * (items + i) / i;
    }
    return Math.rint(count);
  }

  private static void list(int[] each, int bidder, int left, List<int[]> into) {
    if (bidder == each.length - 1) {
      int[] done = each.clone();
      done[bidder] = left;
      into.add(done);
      return;
    }
    for (int own = 0; own <= left; own++) {
      each[bidder] = own;
      list(each, bidder + 1, left - own, into);
    }
    each[bidder] = 0;
  }

  public int bidders() {
    return bidders;
  }

  public int items() {
    return items;
  }

  /** How many states there are. */
  public int count() {
    return tie.length;
  }

  /** How many groups of tied states there are. */
  public int ties() {
    return ties;
  }

  /** Which group a state is tied to, from 0. */
  public int tie(int state) {
    return tie[state];
  }

  /** The state in which each bidder gets so many items. */
  int state(int[] each) {
    return states.get(Arrays.toString(each));
  }

  /** How many items a bidder gets. */
  public int size(int state, int bidder) {
    return sizes[state * bidders + bidder];
  }

  /** The state in which a bidder gets an item less; −1 if she gets none. */
  int less(int state, int bidder) {
    return less[state * bidders + bidder];
  }

  /** How many states, the first ones, sell at most so many items. */
  int reached(int sold) {
    return reached[sold];
  }
}
