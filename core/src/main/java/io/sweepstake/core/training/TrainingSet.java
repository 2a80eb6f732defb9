package io.sweepstake.core.training;

import io.sweepstake.core.descent.AscentRule;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.tile.Tile;
import io.sweepstake.core.valuation.ValuationProfiles;

/**
 * The fixed set of training profiles, with each profile's best misreports so far, and the order in
 * which batches go through it: a new permutation each epoch, a function of the epoch's number.
 */
final class TrainingSet {
  private final int size;
  private final int batch;
  private final int items;
  private final int width; // values in a profile
  private final long seed;
  private final float[] profiles; // [profile][bidder][item]
  private final int ascents;
  private final float[] misreports; // [ascent, then its moments][profile][bidder][item]
  private final int[] order;
  private long epoch = -1;

  /**
   * @param search says how many misreports each profile and bidder has, and whether their moments
   *     are kept too
   */
  TrainingSet(Setting setting, int size, int batch, MisreportSearch search, long seed) {
    this.size = size;
    this.batch = batch;
    this.items = setting.items();
    this.width = setting.bidders() * items;
    this.seed = seed;
    this.profiles = sample(setting, size, Seeds.derive(seed, "training profiles", 0));
    this.ascents = search.ascents();
    int kept = search.rule() == AscentRule.CARRIED_ADAM ? 3 * ascents : ascents;
    this.misreports = new float[Math.multiplyExact(kept, size * width)];
    for (int k = 0; k < ascents; k++) {
      float[] first = sample(setting, size, Seeds.derive(seed, "first misreports", k));
      System.arraycopy(first, 0, misreports, k * first.length, first.length);
    }
    this.order = new int[size];
  }

  private static float[] sample(Setting setting, int size, long seed) {
    ValuationProfiles block = new ValuationProfiles(size, setting.bidders(), setting.items());
    setting.distribution().sample(0, block, seed);
    return block.values();
  }

  /**
   * The cache of best misreports, {@code [ascent][profile][bidder][item]}, and of their first and
   * second moments if those are carried: state that a checkpoint must hold.
   */
  float[] misreports() {
    return misreports;
  }

  /** Writes the profile numbers of an iteration's batch. */
  void batchAt(long iteration, int[] into) {
    int perEpoch = size / batch;
    long wanted = iteration / perEpoch;
    if (wanted != epoch) {
      shuffle(wanted);
    }
    System.arraycopy(order, (int) (iteration % perEpoch) * batch, into, 0, batch);
  }

  private void shuffle(long wanted) {
    long stream = Seeds.derive(seed, "epoch", wanted);
    for (int k = 0; k < size; k++) {
      order[k] = k;
    }
    for (int k = size - 1; k > 0; k--) {
      int other = (int) (Seeds.uniform(stream, k) * (k + 1));
      int swapped = order[k];
      order[k] = order[other];
      order[other] = swapped;
    }
    epoch = wanted;
  }

  /** Copies the values of some profiles into a tile; lanes past the last repeat it. */
  void load(int[] numbers, int from, int count, Tile bids) {
    for (int s = 0; s < Kernels.TILE; s++) {
      int at = numbers[from + Math.min(s, count - 1)] * width;
      for (int r = 0; r < width; r++) {
        bids.set(r, s, profiles[at + r]);
      }
    }
  }

  /** Copies one bidder's cached misreports of some profiles into {@code [item][lane]}. */
  void recall(int ascent, int[] numbers, int from, int count, int bidder, float[] into) {
    read(ascent, numbers, from, count, bidder, into);
  }

  /** Remembers one bidder's best misreports of some profiles. */
  void remember(int ascent, int[] numbers, int from, int count, int bidder, float[] best) {
    write(ascent, numbers, from, count, bidder, best);
  }

  /** Copies the moments that go with {@link #recall}'s misreports. */
  void recallMoments(
      int ascent, int[] numbers, int from, int count, int bidder, float[] first, float[] second) {
    read(ascents + 2 * ascent, numbers, from, count, bidder, first);
    read(ascents + 2 * ascent + 1, numbers, from, count, bidder, second);
  }

  /** Remembers the moments that go with {@link #remember}'s misreports. */
  void rememberMoments(
      int ascent, int[] numbers, int from, int count, int bidder, float[] first, float[] second) {
    write(ascents + 2 * ascent, numbers, from, count, bidder, first);
    write(ascents + 2 * ascent + 1, numbers, from, count, bidder, second);
  }

  private void read(int block, int[] numbers, int from, int count, int bidder, float[] into) {
    for (int s = 0; s < Kernels.TILE; s++) {
      int at = at(block, numbers[from + Math.min(s, count - 1)], bidder);
      for (int j = 0; j < items; j++) {
        into[j * Kernels.TILE + s] = misreports[at + j];
      }
    }
  }

  private void write(int block, int[] numbers, int from, int count, int bidder, float[] values) {
    for (int s = 0; s < count; s++) {
      int at = at(block, numbers[from + s], bidder);
      for (int j = 0; j < items; j++) {
        misreports[at + j] = values[j * Kernels.TILE + s];
      }
    }
  }

  private int at(int block, int profile, int bidder) {
    return (block * size + profile) * width + bidder * items;
  }
}
