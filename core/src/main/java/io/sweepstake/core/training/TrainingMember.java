package io.sweepstake.core.training;

import io.sweepstake.core.descent.AscentRule;
import io.sweepstake.core.engine.BatchMember;
import io.sweepstake.core.engine.MisreportTask;
import io.sweepstake.core.loss.TrainingLoss;
import io.sweepstake.core.network.AuctionProgram;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.Support;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one training decides and remembers, whatever engine runs its loops: which profiles come
 * next, which candidates compete as misreports, what regret costs, when it has diverged.
 *
 * <p>An iteration is {@link #begin}, {@link #price} and {@link #end}; none allocates anything.
 * Memory: the training set twice.
 */
final class TrainingMember {
  /** Iterations between two looks at the weights; the same for a training that was resumed. */
  private static final int CHECKED = 100;

  /** Weights this great have left all they were trained on, though a saturated head hides it. */
  private static final float EXPLODED = 1e9f;

  /** Positions of random draws go by so many profiles from one iteration to the next. */
  private static final int STRIDE = 64;

  private final TrainingSpec spec;
  private final int bidders;
  private final int items;
  private final int width; // values in a profile
  private final int stride; // the batch, in whole strides
  private final NetworkProgram program;
  private final BatchMember shape;
  private final TrainingSet set;
  private final Support support;
  private final int[] batch;
  private final ValuationProfiles[] fresh; // [draw]
  private final ValuationProfiles swept; // what monotonicity is asked about; null if it is not
  private final double[] lossState;
  private final double[] rateState;
  private double withoutRevenue; // batches in a row
  private long iteration;

  private double revenueSum;
  private double regretSum;
  private long measuredFrom;

  // Read and written by the pack:
  final float[] values; // of this iteration's profiles
  final MisreportTask task;
  final float[] lower; // reports, [profile][bidder]; null if monotonicity has no price
  final float[] higher;
  final double[] regrets;
  final double[] prices;

  TrainingMember(TrainingSpec spec) {
    this.spec = spec;
    Setting setting = spec.setting();
    bidders = setting.bidders();
    items = setting.items();
    width = bidders * items;
    stride = (spec.batch() + STRIDE - 1) / STRIDE * STRIDE;
    program = spec.family().program(setting, spec.architecture());
    MisreportSearch search = spec.misreports();
    boolean monotone = spec.monotonicityPrice() > 0;
    shape =
        new BatchMember(
            new AuctionProgram(program),
            setting,
            spec.batch(),
            search.rule(),
            search.ascents(),
            search.cached(),
            search.freshStarts(),
            monotone,
            spec.descent());
    set = new TrainingSet(setting, spec.profiles(), spec.batch(), search, spec.seed());
    support = setting.distribution().support();
    batch = new int[spec.batch()];
    fresh = new ValuationProfiles[search.freshStarts()];
    for (int draw = 0; draw < fresh.length; draw++) {
      fresh[draw] = new ValuationProfiles(spec.batch(), bidders, items);
    }
    swept = monotone ? new ValuationProfiles(stride, bidders, items) : null;
    lower = monotone ? new float[spec.batch() * bidders] : null;
    higher = monotone ? new float[spec.batch() * bidders] : null;
    values = new float[spec.batch() * width];
    task = new MisreportTask(shape);
    regrets = new double[bidders];
    prices = new double[bidders];
    lossState = spec.loss().initial(bidders);
    rateState = spec.descent().schedule().initial();
  }

  /** What a batch must know of it. */
  BatchMember shape() {
    return shape;
  }

  TrainingSpec spec() {
    return spec;
  }

  long iteration() {
    return iteration;
  }

  NetworkWeights start() {
    return spec.start().of(program, spec.setting(), Seeds.derive(spec.seed(), "weights", 0));
  }

  /** How many fresh profiles are to be attacked now. */
  int asks() {
    return spec.loss().asks(iteration, spec.iterations());
  }

  /** Takes in what that found. */
  void told(double regret) {
    spec.loss().told(lossState, regret, iteration, spec.iterations());
  }

  /** Turns to the next batch: its profiles, and what competes as misreports. */
  void begin() {
    set.batchAt(iteration, batch);
    set.load(batch, values);
    MisreportSearch search = spec.misreports();
    task.steps = search.stepsAt(iteration, spec.iterations());
    task.rate = search.rateAt(iteration, spec.iterations());
    // One visit an epoch.
    task.stepsBefore = iteration / (spec.profiles() / spec.batch()) * search.steps();
    if (search.cached() || search.rule() == AscentRule.CARRIED_ADAM) {
      set.recall(batch, task);
    }
    for (int draw = 0; draw < fresh.length; draw++) {
      task.turn[draw] = (int) ((iteration + draw) % search.ascents());
      draw(draw);
    }
    if (swept != null) {
      sweep();
    }
  }

  /**
   * Candidates nobody met before: by turns from the prior, where most gains lie, and uniform on the
   * support, where a network was never shown anything.
   */
  private void draw(int draw) {
    spec.setting()
        .distribution()
        .sample(
            iteration * stride, fresh[draw], Seeds.derive(spec.seed(), "fresh misreports", draw));
    long stream = Seeds.derive(spec.seed(), "uniform misreports", draw);
    float[] into = task.fresh[draw];
    System.arraycopy(fresh[draw].values(), 0, into, 0, into.length);
    for (int p = (int) (iteration % 2); p < spec.batch(); p += 2) {
      for (int r = 0; r < width; r++) {
        float low = support.low(r / items, r % items);
        float high = support.high(r / items, r % items);
        long position = (iteration * stride + p) * width + r;
        into[p * width + r] = low + (float) Seeds.uniform(stream, position) * (high - low);
      }
    }
  }

  /** Two reports of each bidder: her own draw, and that of the next profile. */
  private void sweep() {
    spec.setting()
        .distribution()
        .sample(iteration * stride, swept, Seeds.derive(spec.seed(), "monotonicity sweeps", 0));
    for (int p = 0; p < spec.batch(); p++) {
      int next = p - p % STRIDE + (p + 1) % STRIDE;
      for (int bidder = 0; bidder < bidders; bidder++) {
        float one = swept.value(p, bidder, 0);
        float other = swept.value(next, bidder, 0);
        lower[p * bidders + bidder] = Math.min(one, other);
        higher[p * bidders + bidder] = Math.max(one, other);
      }
    }
  }

  /**
   * Prices the regrets that were found.
   *
   * @return minus the loss' derivative with respect to revenue
   */
  double price(double revenue) throws DivergedException {
    set.remember(batch, task);
    double revenueWeight = spec.loss().price(lossState, revenue, regrets, prices);
    check(revenue);
    return revenueWeight;
  }

  private void check(double revenue) throws DivergedException {
    if (!Double.isFinite(revenue)) {
      throw new DivergedException(iteration, "revenue is " + revenue);
    }
    withoutRevenue = Collapse.count(withoutRevenue, revenue, valueOfBatch());
    if (withoutRevenue >= Collapse.PATIENCE) {
      throw new DivergedException(
          iteration,
          "revenue has collapsed to "
              + revenue
              + " for "
              + Collapse.PATIENCE
              + " iterations: the mechanism sells nothing, and no gradient leads back");
    }
    for (int bidder = 0; bidder < bidders; bidder++) {
      if (!Double.isFinite(regrets[bidder])) {
        throw new DivergedException(
            iteration, "regret of bidder " + bidder + " is " + regrets[bidder]);
      }
      if (!(prices[bidder] < TrainingLoss.EXPLODED)) {
        throw new DivergedException(
            iteration, "the price of bidder " + bidder + "'s regret is " + prices[bidder]);
      }
    }
  }

  /** Mean over the batch of what all bidders' values for all items add up to. */
  private double valueOfBatch() {
    double value = 0;
    for (float each : values) {
      value += each;
    }
    return value / spec.batch();
  }

  /** The step size of this iteration. */
  double rate() {
    return spec.descent().schedule().rate(rateState, iteration, spec.iterations());
  }

  /** Moves what moves once a step was taken. */
  void end(double revenue) {
    spec.descent().schedule().update(rateState, spec.loss().value(lossState, revenue, regrets));
    spec.loss().update(lossState, regrets, revenue, iteration, spec.iterations());
    revenueSum += revenue;
    for (double regret : regrets) {
      regretSum += regret / bidders;
    }
    iteration++;
  }

  /** Whether the weights are to be looked at now. */
  boolean looksAtWeights() {
    return iteration % CHECKED == 0 || iteration == spec.iterations();
  }

  /**
   * @param greatest weight in magnitude, or NaN
   */
  void checkWeights(float greatest) throws DivergedException {
    if (!(Math.abs(greatest) < EXPLODED)) {
      throw new DivergedException(iteration - 1, "a weight is " + greatest);
    }
  }

  /** What was seen since the last measurement. */
  TrainingMeasurement measurement() {
    long count = iteration - measuredFrom;
    TrainingMeasurement measured =
        new TrainingMeasurement(
            iteration,
            revenueSum / count,
            regretSum / count,
            Arrays.stream(prices).average().orElse(0));
    revenueSum = 0;
    regretSum = 0;
    measuredFrom = iteration;
    return measured;
  }

  private SpecFingerprint fingerprint() {
    StartingWeights start = spec.start();
    return SpecFingerprint.of(
        spec,
        spec.loss().toString(),
        String.valueOf(spec.monotonicityPrice()),
        spec.misreports().toString(),
        spec.descent().toString(),
        spec.profiles() + "/" + spec.batch() + "/" + spec.iterations() + "/" + spec.seed(),
        start instanceof GivenStart given
            ? SpecFingerprint.of(Optional.of(given.weights()))
            : start.toString());
  }

  TrainingCheckpoint checkpoint(
      String engine, float[] weights, float[] firstMoment, float[] secondMoment) {
    return new TrainingCheckpoint(
        fingerprint().value(),
        engine,
        iteration,
        scalars(),
        weights,
        firstMoment,
        secondMoment,
        new TreeMap<>(Map.of(TrainingCheckpoint.MISREPORTS, set.misreports().clone())));
  }

  /** Takes up what is the host's of a checkpoint of this plan. */
  void restore(TrainingCheckpoint checkpoint, String engine) {
    checkpoint.require(fingerprint(), engine);
    load(checkpoint);
  }

  /** The same, whatever engine it is of. */
  void restoreAcrossEngines(TrainingCheckpoint checkpoint) {
    checkpoint.requirePlan(fingerprint());
    load(checkpoint);
  }

  /** The same, of another plan. */
  void adopt(TrainingCheckpoint checkpoint, int parameters) {
    checkpoint.requireShape(spec.iterations(), parameters, set.misreports().length);
    load(checkpoint);
    // The parent's plateaus were of the parent's step size.
    double[] own = spec.descent().schedule().initial();
    System.arraycopy(own, 0, rateState, 0, own.length);
  }

  private void load(TrainingCheckpoint checkpoint) {
    double[] scalars = checkpoint.lossState();
    int others = rateState.length + 1;
    double[] loss =
        spec.loss().restored(Arrays.copyOf(scalars, Math.max(0, scalars.length - others)));
    checkpoint.requireState(loss.length + others, lossState.length + others);
    float[] misreports = checkpoint.section(TrainingCheckpoint.MISREPORTS);
    System.arraycopy(misreports, 0, set.misreports(), 0, set.misreports().length);
    iteration = checkpoint.iteration();
    measuredFrom = iteration;
    revenueSum = 0;
    regretSum = 0;
    System.arraycopy(loss, 0, lossState, 0, lossState.length);
    System.arraycopy(scalars, scalars.length - others, rateState, 0, rateState.length);
    withoutRevenue = scalars[scalars.length - 1];
  }

  /** Of the loss, then of the schedule, then how long there has been no revenue. */
  private double[] scalars() {
    double[] scalars = Arrays.copyOf(lossState, lossState.length + rateState.length + 1);
    System.arraycopy(rateState, 0, scalars, lossState.length, rateState.length);
    scalars[scalars.length - 1] = withoutRevenue;
    return scalars;
  }
}
