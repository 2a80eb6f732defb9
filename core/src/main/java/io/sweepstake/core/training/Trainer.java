package io.sweepstake.core.training;

import io.sweepstake.core.descent.Descent;
import io.sweepstake.core.engine.tiles.AuctionNetwork;
import io.sweepstake.core.engine.tiles.AuctionPass;
import io.sweepstake.core.engine.tiles.MisreportAscent;
import io.sweepstake.core.engine.tiles.MonotonicitySweep;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.loss.TrainingLoss;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.tile.Tile;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.Arrays;
import java.util.Optional;

/**
 * Trains one mechanism network: an iteration searches every bidder's best misreports over a batch,
 * then goes one step down the loss of revenue and regrets, plus {@code λ_m · monotonicity
 * violation}.
 *
 * <p>One thread. All state is in {@link #checkpoint()}; everything random hangs on (seed,
 * iteration), so a training stopped and restored goes on as if it had never stopped, bit for bit on
 * the same engine. Iterations allocate nothing. Memory: the training set twice, and activations of
 * {@code (bidders + 1)} passes per tile of 64 profiles.
 */
public final class Trainer implements Training {
  private static final int TILE = Kernels.TILE;

  /** Iterations between two looks at the weights; the same for a training that was resumed. */
  private static final int CHECKED = 100;

  /** Weights this great have left all they were trained on, though a saturated head hides it. */
  private static final float EXPLODED = 1e9f;

  private final TrainingSpec spec;
  private final int bidders;
  private final int items;
  private final int width; // values in a profile
  private final int tiles;
  private final Kernels kernels;
  private final AuctionNetwork network;
  private final TrainingSet set;
  private final AuctionPass[] truthful; // [tile]
  private final BatchMisreports misreports;
  private final MonotonicitySweep monotonicity; // null if it has no price
  private final int[] batch;
  private final float[] truthfulUtility; // [tile][bidder][lane]
  private final float[] gain; // max(0, best misreport's utility − truthful), [tile][bidder][lane]
  private final ValuationProfiles swept; // what monotonicity is asked about; null if it is not
  private final double[] regrets;
  private final double[] prices;
  private double revenueWeight; // minus the loss' derivative with respect to revenue

  private final float[] firstMoment;
  private final float[] secondMoment;
  private final double[] lossState;
  private final double[] rateState;
  private double withoutRevenue; // batches in a row
  private long iteration;

  private double revenueSum;
  private double regretSum;
  private long measuredFrom;

  /** At iteration 0. */
  public Trainer(TrainingSpec spec, Kernels kernels) {
    this.spec = spec;
    this.kernels = kernels;
    Setting setting = spec.setting();
    bidders = setting.bidders();
    items = setting.items();
    width = bidders * items;
    tiles = (spec.batch() + TILE - 1) / TILE;
    NetworkProgram program = spec.family().program(setting, spec.architecture());
    network = new AuctionNetwork(program, kernels);
    network
        .network()
        .load(spec.start().of(program, setting, Seeds.derive(spec.seed(), "weights", 0)));
    set = new TrainingSet(setting, spec.profiles(), spec.batch(), spec.misreports(), spec.seed());
    truthful = new AuctionPass[tiles];
    for (int tile = 0; tile < tiles; tile++) {
      truthful[tile] = network.everyone();
    }
    misreports = new BatchMisreports(spec, network, set);
    monotonicity = spec.monotonicityPrice() > 0 ? new MonotonicitySweep(network) : null;
    batch = new int[spec.batch()];
    truthfulUtility = new float[tiles * bidders * TILE];
    gain = new float[tiles * bidders * TILE];
    swept = monotonicity == null ? null : new ValuationProfiles(tiles * TILE, bidders, items);
    regrets = new double[bidders];
    prices = new double[bidders];
    firstMoment = new float[network.network().weights().length];
    secondMoment = new float[network.network().weights().length];
    lossState = spec.loss().initial(bidders);
    rateState = spec.descent().schedule().initial();
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
    return network.network().networkWeights();
  }

  @Override
  public void advance(long until, long every, TrainingListener listener) throws DivergedException {
    if (until > spec.iterations()) {
      throw new IllegalArgumentException(
          "advance: the training has " + spec.iterations() + " iterations, asked for " + until);
    }
    while (iteration < until) {
      iterate();
      if (iteration % CHECKED == 0 || iteration == spec.iterations()) {
        checkWeights();
      }
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
    revenueWeight = spec.loss().price(lossState, revenue, regrets, prices);
    check(revenue);
    network.network().clearGradients();
    if (monotonicity != null) {
      priceMonotonicity();
    }
    backward();
    descend();
    spec.descent().schedule().update(rateState, spec.loss().value(lossState, revenue, regrets));
    spec.loss().update(lossState, regrets, revenue, iteration, spec.iterations());
    revenueSum += revenue;
    for (double regret : regrets) {
      regretSum += regret / bidders;
    }
    iteration++;
  }

  private void descend() {
    Descent descent = spec.descent();
    descent.clip(network.network().gradients());
    descent
        .optimiser()
        .step(
            kernels,
            network.network().weights(),
            network.network().gradients(),
            firstMoment,
            secondMoment,
            descent.schedule().rate(rateState, iteration, spec.iterations()),
            iteration + 1);
    network.network().weightsChanged();
  }

  private void checkWeights() throws DivergedException {
    for (float weight : network.network().weights()) {
      if (!(Math.abs(weight) < EXPLODED)) {
        throw new DivergedException(iteration - 1, "a weight is " + weight);
      }
    }
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

  /** Everybody's outcome; returns the batch's mean revenue. */
  private double runTruthful() {
    double revenue = 0;
    for (int tile = 0; tile < tiles; tile++) {
      AuctionPass pass = truthful[tile];
      int count = lanes(tile);
      set.load(batch, tile * TILE, count, pass.bids());
      pass.prepare();
      pass.forward();
      for (int bidder = 0; bidder < bidders; bidder++) {
        MisreportAscent.utility(
            kernels,
            pass,
            bidder,
            items,
            pass.bids().values(),
            pass.bids().row(bidder * items),
            truthfulUtility,
            (tile * bidders + bidder) * TILE);
        for (int s = 0; s < count; s++) {
          revenue += pass.payments().value(bidder, s);
        }
      }
    }
    return revenue / spec.batch();
  }

  /** Mean over the batch of what all bidders' values for all items add up to. */
  private double valueOfBatch() {
    double value = 0;
    for (int tile = 0; tile < tiles; tile++) {
      Tile bids = truthful[tile].bids();
      int count = lanes(tile);
      for (int r = 0; r < width; r++) {
        for (int s = 0; s < count; s++) {
          value += bids.value(r, s);
        }
      }
    }
    return value / spec.batch();
  }

  /** Leaves each misreport pass at its best misreports, and the batch's regrets and gains. */
  private void searchMisreports() {
    Arrays.fill(regrets, 0);
    misreports.begin(batch, iteration);
    for (int tile = 0; tile < tiles; tile++) {
      for (int bidder = 0; bidder < bidders; bidder++) {
        measureGain(tile, bidder, misreports.search(tile, bidder, truthful[tile].bids()));
      }
    }
  }

  private void measureGain(int tile, int bidder, float[] utilities) {
    int at = (tile * bidders + bidder) * TILE;
    int count = lanes(tile);
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
            iteration * tiles * TILE, swept, Seeds.derive(spec.seed(), "monotonicity sweeps", 0));
    for (int tile = 0; tile < tiles; tile++) {
      monotonicity.addGradient(
          truthful[tile], swept, tile * TILE, lanes(tile), spec.monotonicityPrice() / spec.batch());
    }
  }

  /** Adds the loss' gradient to the network's. */
  private void backward() {
    double share = 1.0 / spec.batch();
    float weightOfRevenue = (float) (revenueWeight * share);
    for (int tile = 0; tile < tiles; tile++) {
      int count = lanes(tile);
      AuctionPass truth = truthful[tile];
      for (int bidder = 0; bidder < bidders; bidder++) {
        int at = (tile * bidders + bidder) * TILE;
        float price = (float) (prices[bidder] * share);
        AuctionPass misreport = misreports.pass(tile, bidder);
        boolean any = false;
        for (int s = 0; s < TILE; s++) {
          float weight = gain[at + s] > 0 ? price : 0f;
          any |= weight != 0;
          misreport.paymentGradient().set(bidder, s, -weight);
          truth.paymentGradient().set(bidder, s, weight - (s < count ? weightOfRevenue : 0f));
        }
        for (int j = 0; j < items; j++) {
          int row = bidder * items + j;
          for (int s = 0; s < TILE; s++) {
            float weighted = (gain[at + s] > 0 ? price : 0f) * truth.bids().value(row, s);
            misreport.allocationGradient().set(row, s, weighted);
            truth.allocationGradient().set(row, s, -weighted);
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

  private long fingerprint() {
    StartingWeights start = spec.start();
    return SpecFingerprint.of(
        spec,
        kernels.name(),
        spec.loss().toString(),
        String.valueOf(spec.monotonicityPrice()),
        spec.misreports().toString(),
        spec.descent().toString(),
        spec.profiles() + "/" + spec.batch() + "/" + spec.iterations() + "/" + spec.seed(),
        start instanceof GivenStart given
            ? SpecFingerprint.of(Optional.of(given.weights()))
            : start.toString());
  }

  @Override
  public TrainingCheckpoint checkpoint() {
    return new TrainingCheckpoint(
        fingerprint(),
        iteration,
        scalars(),
        network.network().weights().clone(),
        firstMoment.clone(),
        secondMoment.clone(),
        set.misreports().clone());
  }

  @Override
  public void restore(TrainingCheckpoint checkpoint) {
    checkpoint.requireFingerprint(fingerprint());
    load(checkpoint);
  }

  @Override
  public void adopt(TrainingCheckpoint checkpoint) {
    checkpoint.requireShape(
        spec.iterations(), scalars().length, firstMoment.length, set.misreports().length);
    load(checkpoint);
    // The parent's plateaus were of the parent's step size.
    double[] own = spec.descent().schedule().initial();
    System.arraycopy(own, 0, rateState, 0, own.length);
  }

  private void load(TrainingCheckpoint checkpoint) {
    iteration = checkpoint.iteration();
    measuredFrom = iteration;
    revenueSum = 0;
    regretSum = 0;
    copy(checkpoint.weights(), network.network().weights());
    copy(checkpoint.firstMoment(), firstMoment);
    copy(checkpoint.secondMoment(), secondMoment);
    copy(checkpoint.misreports(), set.misreports());
    double[] scalars = checkpoint.lossState();
    System.arraycopy(scalars, 0, lossState, 0, lossState.length);
    System.arraycopy(scalars, lossState.length, rateState, 0, rateState.length);
    withoutRevenue = scalars[scalars.length - 1];
    network.network().weightsChanged();
  }

  /** Of the loss, then of the schedule, then how long there has been no revenue. */
  private double[] scalars() {
    double[] scalars = Arrays.copyOf(lossState, lossState.length + rateState.length + 1);
    System.arraycopy(rateState, 0, scalars, lossState.length, rateState.length);
    scalars[scalars.length - 1] = withoutRevenue;
    return scalars;
  }

  private static void copy(float[] from, float[] to) {
    System.arraycopy(from, 0, to, 0, to.length);
  }
}
