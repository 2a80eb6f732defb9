package io.sweepstake.core.training;

import io.sweepstake.core.engine.Kernels;
import io.sweepstake.core.engine.TilePass;
import io.sweepstake.core.valuation.Seeds;
import io.sweepstake.core.valuation.Setting;
import io.sweepstake.core.valuation.ValuationProfiles;

/**
 * The fixed set of training profiles, with each profile's best misreports so far, and the order in
 * which batches go through it: a new permutation each epoch, a function of the epoch's number.
 */
final class TrainingSet {
  private final int size;
  private final int batch;
  private final int items;
  private final long seed;
  private final float[] profiles; // [profile][bidder][item]
  private final float[] misreports; // [profile][bidder][item]
  private final int[] order;
  private long epoch = -1;

  TrainingSet(Setting setting, int size, int batch, long seed) {
    this.size = size;
    this.batch = batch;
    this.items = setting.items();
    this.seed = seed;
    this.profiles = sample(setting, size, Seeds.derive(seed, "training profiles", 0));
    this.misreports = sample(setting, size, Seeds.derive(seed, "first misreports", 0));
    this.order = new int[size];
  }

  private static float[] sample(Setting setting, int size, long seed) {
    ValuationProfiles block = new ValuationProfiles(size, setting.bidders(), setting.items());
    setting.distribution().sample(0, block, seed);
    return block.values();
  }

  /**
   * The cache of best misreports, {@code [profile][bidder][item]}: state that a checkpoint must
   * hold.
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
  void load(int[] numbers, int from, int count, int width, float[] bids) {
    for (int s = 0; s < Kernels.TILE; s++) {
      int at = numbers[from + Math.min(s, count - 1)] * width;
      for (int r = 0; r < width; r++) {
        bids[TilePass.valueAt(r) + s] = profiles[at + r];
      }
    }
  }

  /** Copies one bidder's cached misreports of some profiles into {@code [item][lane]}. */
  void recall(int[] numbers, int from, int count, int width, int bidder, float[] into) {
    for (int s = 0; s < Kernels.TILE; s++) {
      int at = numbers[from + Math.min(s, count - 1)] * width + bidder * items;
      for (int j = 0; j < items; j++) {
        into[j * Kernels.TILE + s] = misreports[at + j];
      }
    }
  }

  /** Remembers one bidder's best misreports of some profiles. */
  void remember(int[] numbers, int from, int count, int width, int bidder, float[] best) {
    for (int s = 0; s < count; s++) {
      int at = numbers[from + s] * width + bidder * items;
      for (int j = 0; j < items; j++) {
        misreports[at + j] = best[j * Kernels.TILE + s];
      }
    }
  }
}
