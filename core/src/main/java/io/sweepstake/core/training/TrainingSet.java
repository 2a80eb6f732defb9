package io.sweepstake.core.training;

import io.sweepstake.core.descent.AscentRule;
import io.sweepstake.core.engine.MisreportTask;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.ValuationProfiles;

/**
 * The fixed set of training profiles, with each profile's best misreports so far, and the order in
 * which batches go through it: a new permutation each epoch, a function of the epoch's number.
 */
final class TrainingSet {
  private final int size;
  private final int batch;
  private final int width; // values in a profile
  private final long seed;
  private final float[] profiles; // [profile][bidder][item]
  private final int ascents;
  private final boolean moments; // whether they are kept
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
    this.width = setting.bidders() * setting.items();
    this.seed = seed;
    this.profiles = sample(setting, size, Seeds.derive(seed, "training profiles", 0));
    this.ascents = search.ascents();
    this.moments = search.rule() == AscentRule.CARRIED_ADAM;
    int kept = moments ? 3 * ascents : ascents;
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

  /** Copies the values of some profiles. */
  void load(int[] numbers, float[] into) {
    for (int p = 0; p < numbers.length; p++) {
      System.arraycopy(profiles, numbers[p] * width, into, p * width, width);
    }
  }

  /** Copies the misreports that some profiles have cached, and their moments if those are kept. */
  void recall(int[] numbers, MisreportTask into) {
    for (int k = 0; k < ascents; k++) {
      read(k, numbers, into.misreports[k]);
      if (moments) {
        read(ascents + 2 * k, numbers, into.firstMoments[k]);
        read(ascents + 2 * k + 1, numbers, into.secondMoments[k]);
      }
    }
  }

  /** Remembers where the misreports of some profiles ended, and their moments if those are kept. */
  void remember(int[] numbers, MisreportTask from) {
    for (int k = 0; k < ascents; k++) {
      write(from.misreports[k], k, numbers);
      if (moments) {
        write(from.firstMoments[k], ascents + 2 * k, numbers);
        write(from.secondMoments[k], ascents + 2 * k + 1, numbers);
      }
    }
  }

  private void read(int block, int[] numbers, float[] into) {
    for (int p = 0; p < numbers.length; p++) {
      System.arraycopy(misreports, (block * size + numbers[p]) * width, into, p * width, width);
    }
  }

  private void write(float[] from, int block, int[] numbers) {
    for (int p = 0; p < numbers.length; p++) {
      System.arraycopy(from, p * width, misreports, (block * size + numbers[p]) * width, width);
    }
  }
}
