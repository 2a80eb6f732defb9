package io.sweepstake.core.training;

import io.sweepstake.core.engine.AdamRule;
import io.sweepstake.core.engine.CompiledNetwork;
import io.sweepstake.core.engine.Kernels;
import io.sweepstake.core.engine.TilePass;
import io.sweepstake.core.network.NetworkProgram;
import io.sweepstake.core.network.NetworkWeights;
import io.sweepstake.core.valuation.Seeds;
import io.sweepstake.core.valuation.Setting;
import io.sweepstake.core.valuation.Support;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.Arrays;

/**
 * Trains one mechanism network: an iteration searches every bidder's best misreports over a batch,
 * then takes one Adam step on {@code −revenue + Σ_i price_i regret_i + λ_m · monotonicity
 * violation}.
 *
 * <p>One thread. All state is in {@link #checkpoint()}; everything random hangs on (seed,
 * iteration), so a training stopped and restored goes on as if it had never stopped, bit for bit on
 * the same engine. Iterations allocate nothing. Memory: the training set twice, and activations of
 * {@code (bidders + 1)} passes per tile of 64 profiles.
 */
public final class Trainer implements Training {
  private static final int TILE = Kernels.TILE;

  private final TrainingSpec spec;
  private final int bidders;
  private final int items;
  private final int width; // values in a profile
  private final int tiles;
  private final Kernels kernels;
  private final CompiledNetwork network;
  private final TrainingSet set;
  private final TilePass[] truthful; // [tile]
  private final TilePass[][] misreporting; // [tile][bidder]
  private final MonotonicitySweep monotonicity; // null if it has no price
  private final MisreportAscent ascent;
  private final Support support;
  private final int[] batch;
  private final float[] candidate;
  private final float[] truthfulUtility; // [tile][bidder][lane]
  private final float[] gain; // max(0, best misreport's utility − truthful), [tile][bidder][lane]
  private final ValuationProfiles fresh;
  private final double[] regrets;
  private final double[] prices;

  private final float[] firstMoment;
  private final float[] secondMoment;
  private final double[] lossState;
  private long iteration;

  private double revenueSum;
  private double regretSum;
  private long measuredFrom;

  /** At iteration 0: with Glorot's weights, or the spec's warm start. */
  public Trainer(TrainingSpec spec, Kernels kernels) {
    this.spec = spec;
    this.kernels = kernels;
    Setting setting = spec.setting();
    bidders = setting.bidders();
    items = setting.items();
    width = bidders * items;
    tiles = (spec.batch() + TILE - 1) / TILE;
    NetworkProgram program = spec.family().program(setting, spec.architecture());
    network = new CompiledNetwork(program, kernels);
    network.load(
        spec.warmStart()
            .orElseGet(
                () -> NetworkWeights.glorot(program, Seeds.derive(spec.seed(), "weights", 0))));
    set = new TrainingSet(setting, spec.profiles(), spec.batch(), spec.seed());
    truthful = new TilePass[tiles];
    misreporting = new TilePass[tiles][bidders];
    for (int tile = 0; tile < tiles; tile++) {
      truthful[tile] = network.everyone();
      for (int bidder = 0; bidder < bidders; bidder++) {
        misreporting[tile][bidder] = network.misreport(bidder);
      }
    }
    monotonicity = spec.monotonicityPrice() > 0 ? new MonotonicitySweep(network) : null;
    support = setting.distribution().support();
    ascent = new MisreportAscent(kernels, support);
    batch = new int[spec.batch()];
    candidate = new float[items * TILE];
    truthfulUtility = new float[tiles * bidders * TILE];
    gain = new float[tiles * bidders * TILE];
    fresh = new ValuationProfiles(tiles * TILE, bidders, items);
    regrets = new double[bidders];
    prices = new double[bidders];
    firstMoment = new float[network.weights().length];
    secondMoment = new float[network.weights().length];
    lossState = spec.loss().initial(bidders);
  }

  @Override
  public long iteration() {
    return iteration;
  }

  /** What it follows. */
  public TrainingSpec spec() {
    return spec;
  }

  @Override
  public NetworkWeights weights() {
    return network.networkWeights();
  }

  @Override
  public void advance(long until, long every, TrainingListener listener) throws DivergedException {
    if (until > spec.iterations()) {
      throw new IllegalArgumentException(
          "advance: the training has " + spec.iterations() + " iterations, asked for " + until);
    }
    while (iteration < until) {
      iterate();
      if (iteration % every == 0 || iteration == spec.iterations()) {
        listener.measured(measurement());
      }
    }
  }

  private TrainingMeasurement measurement() {
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

  private void iterate() throws DivergedException {
    set.batchAt(iteration, batch);
    double revenue = runTruthful();
    searchMisreports();
    spec.loss().price(lossState, regrets, prices);
    check(revenue);
    network.clearGradients();
    if (monotonicity != null) {
      priceMonotonicity();
    }
    backward();
    double rate = spec.learningRate().at(iteration, spec.iterations());
    kernels.adam(
        network.weights(),
        network.gradients(),
        firstMoment,
        secondMoment,
        firstMoment.length,
        AdamRule.BETA1,
        AdamRule.BETA2,
        AdamRule.rate(rate, iteration + 1),
        AdamRule.epsilon(iteration + 1));
    network.weightsChanged();
    spec.loss().update(lossState, regrets, revenue, iteration, spec.iterations());
    revenueSum += revenue;
    for (double regret : regrets) {
      regretSum += regret / bidders;
    }
    iteration++;
  }

  private void check(double revenue) throws DivergedException {
    if (!Double.isFinite(revenue)) {
      throw new DivergedException(iteration, "revenue is " + revenue);
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

  /** Everybody's outcome; returns the batch's mean revenue. */
  private double runTruthful() {
    double revenue = 0;
    for (int tile = 0; tile < tiles; tile++) {
      TilePass pass = truthful[tile];
      int count = lanes(tile);
      set.load(batch, tile * TILE, count, width, pass.bids());
      pass.prepare();
      pass.forward();
      for (int bidder = 0; bidder < bidders; bidder++) {
        MisreportAscent.utility(
            kernels,
            pass,
            bidder,
            items,
            pass.bids(),
            TilePass.valueAt(bidder * items),
            truthfulUtility,
            (tile * bidders + bidder) * TILE);
        int paid = TilePass.valueAt(bidder);
        for (int s = 0; s < count; s++) {
          revenue += pass.payments()[paid + s];
        }
      }
    }
    return revenue / spec.batch();
  }

  /** Leaves each misreport pass at its best misreports, and the batch's regrets and gains. */
  private void searchMisreports() {
    MisreportSearch search = spec.misreports();
    int steps = search.stepsAt(iteration, spec.iterations());
    double rate = search.rateAt(iteration, spec.iterations());
    Arrays.fill(regrets, 0);
    for (int draw = 0; draw < Math.max(1, search.freshStarts()); draw++) {
      // Draws compete one after another so that one block of fresh profiles serves them all.
      if (search.freshStarts() > 0) {
        spec.setting()
            .distribution()
            .sample(
                iteration * tiles * TILE,
                fresh,
                Seeds.derive(spec.seed(), "fresh misreports", draw));
      }
      for (int tile = 0; tile < tiles; tile++) {
        for (int bidder = 0; bidder < bidders; bidder++) {
          compete(tile, bidder, draw, steps, rate);
        }
      }
    }
  }

  private void compete(int tile, int bidder, int draw, int steps, double rate) {
    MisreportSearch search = spec.misreports();
    TilePass pass = misreporting[tile][bidder];
    boolean last = draw == Math.max(1, search.freshStarts()) - 1;
    System.arraycopy(
        truthful[tile].bids(), TilePass.valueAt(0), pass.bids(), TilePass.valueAt(0), width * TILE);
    ascent.begin(pass, bidder);
    if (search.cached() || draw > 0) {
      // From the second draw on, the cache carries the winner so far.
      set.recall(batch, tile * TILE, lanes(tile), width, bidder, candidate);
      if (search.freshStarts() == 0) {
        ascent.startFrom(candidate);
      } else {
        ascent.offer(candidate, 0);
      }
    }
    if (search.freshStarts() > 0) {
      draw(tile, bidder, draw);
      ascent.offer(candidate, 0);
    }
    if (last) {
      ascent.climb(steps, rate, rate, search.adam());
      ascent.settle();
      measureGain(tile, bidder);
    }
    set.remember(batch, tile * TILE, lanes(tile), width, bidder, ascent.misreports());
  }

  /**
   * Candidates nobody met before: by turns from the prior, where most gains lie, and uniform on the
   * support, where a network was never shown anything.
   */
  private void draw(int tile, int bidder, int draw) {
    long stream = Seeds.derive(spec.seed(), "uniform misreports", draw);
    for (int s = 0; s < TILE; s++) {
      boolean uniform = (iteration + s) % 2 == 0;
      for (int j = 0; j < items; j++) {
        long position = ((iteration * tiles + tile) * TILE + s) * width + bidder * items + j;
        candidate[j * TILE + s] =
            uniform
                ? support.low(bidder, j)
                    + (float) Seeds.uniform(stream, position)
                        * (support.high(bidder, j) - support.low(bidder, j))
                : fresh.value(tile * TILE + s, bidder, j);
      }
    }
  }

  private void measureGain(int tile, int bidder) {
    int at = (tile * bidders + bidder) * TILE;
    int count = lanes(tile);
    float[] utilities = ascent.utilities();
    double sum = 0;
    for (int s = 0; s < TILE; s++) {
      float difference = utilities[s] - truthfulUtility[at + s];
      // Not Math.max: a NaN must surface.
      gain[at + s] = s >= count || difference <= 0 ? 0 : difference;
      sum += gain[at + s];
    }
    regrets[bidder] += sum / spec.batch();
  }

  private void priceMonotonicity() {
    spec.setting()
        .distribution()
        .sample(
            iteration * tiles * TILE, fresh, Seeds.derive(spec.seed(), "monotonicity sweeps", 0));
    for (int tile = 0; tile < tiles; tile++) {
      monotonicity.addGradient(
          truthful[tile], fresh, tile * TILE, lanes(tile), spec.monotonicityPrice() / spec.batch());
    }
  }

  /** Adds the gradient of {@code −revenue + Σ_i price_i regret_i} to the network's. */
  private void backward() {
    float share = 1f / spec.batch();
    for (int tile = 0; tile < tiles; tile++) {
      int count = lanes(tile);
      TilePass truth = truthful[tile];
      for (int bidder = 0; bidder < bidders; bidder++) {
        int at = (tile * bidders + bidder) * TILE;
        float price = (float) (prices[bidder] * share);
        TilePass misreport = misreporting[tile][bidder];
        int paid = TilePass.gradientAt(bidder);
        boolean any = false;
        for (int s = 0; s < TILE; s++) {
          float weight = gain[at + s] > 0 ? price : 0f;
          any |= weight != 0;
          misreport.paymentGradient()[paid + s] = -weight;
          truth.paymentGradient()[paid + s] = weight - (s < count ? share : 0f);
        }
        for (int j = 0; j < items; j++) {
          int value = TilePass.valueAt(bidder * items + j);
          int row = TilePass.gradientAt(bidder * items + j);
          for (int s = 0; s < TILE; s++) {
            float weighted = (gain[at + s] > 0 ? price : 0f) * truth.bids()[value + s];
            misreport.allocationGradient()[row + s] = weighted;
            truth.allocationGradient()[row + s] = -weighted;
          }
        }
        if (any) {
          misreport.backwardToWeights();
        }
      }
      truth.backwardToWeights();
    }
  }

  private int lanes(int tile) {
    return Math.min(TILE, spec.batch() - tile * TILE);
  }

  @Override
  public TrainingCheckpoint checkpoint() {
    return new TrainingCheckpoint(
        SpecFingerprint.of(spec, kernels.name()),
        iteration,
        lossState.clone(),
        network.weights().clone(),
        firstMoment.clone(),
        secondMoment.clone(),
        set.misreports().clone());
  }

  @Override
  public void restore(TrainingCheckpoint checkpoint) {
    checkpoint.requireFingerprint(SpecFingerprint.of(spec, kernels.name()));
    load(checkpoint);
  }

  @Override
  public void adopt(TrainingCheckpoint checkpoint) {
    checkpoint.requireShape(
        spec.iterations(), lossState.length, firstMoment.length, set.misreports().length);
    load(checkpoint);
  }

  private void load(TrainingCheckpoint checkpoint) {
    iteration = checkpoint.iteration();
    measuredFrom = iteration;
    revenueSum = 0;
    regretSum = 0;
    copy(checkpoint.weights(), network.weights());
    copy(checkpoint.firstMoment(), firstMoment);
    copy(checkpoint.secondMoment(), secondMoment);
    copy(checkpoint.misreports(), set.misreports());
    System.arraycopy(checkpoint.lossState(), 0, lossState, 0, lossState.length);
    network.weightsChanged();
  }

  private static void copy(float[] from, float[] to) {
    System.arraycopy(from, 0, to, 0, to.length);
  }
}
