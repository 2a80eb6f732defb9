package io.sweepstake.core.matchnet;

import io.sweepstake.core.exchange.ExchangeSetting;
import io.sweepstake.core.exchange.HospitalUtility;
import io.sweepstake.core.exchange.MaximumMatching;
import io.sweepstake.core.exchange.PoolEvaluator;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.loss.TrainingLoss;
import io.sweepstake.core.pass.CompiledNetwork;
import io.sweepstake.core.pass.PassCompiler;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.program.PassRequest;
import io.sweepstake.core.program.Rows;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.training.DivergedException;
import io.sweepstake.core.training.TrainingCheckpoint;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Trains a {@link MatchNet} as RegretNet is trained: pairs matched are to be many, and what
 * hospitals would gain by hiding pairs, found by a search in every batch, is to cost.
 *
 * <p>Everything random is a function of (seed, iteration): stop and restore equals never stopped,
 * bit for bit on the same loops. One thread, one trainer.
 */
public final class MatchTrainer {
  private static final int TILE = Kernels.TILE;

  /** The section of a checkpoint that has the networks of {@link Misreporter}. */
  private static final String MISREPORTERS = "misreporters";

  private final MatchPlan plan;
  private final Kernels kernels;
  private final int hospitals;
  private final int types;
  private final int[][] pools;
  private final float[][][] kept; // the best that was hidden, [pool][hospital][type]
  private final double[] columnPairs;
  private final CompiledNetwork network;
  private final float[] firstMoment;
  private final float[] secondMoment;
  private final HospitalPass[] truthful; // [tile]
  private final HidingPass[][] hiding; // [tile][hospital]
  private final List<Misreporter> misreporters; // [hospital], or none
  private final int[][][] batch; // [tile][lane] pools
  private final float[][][] keptOfHospital; // scratch, [hospital][lane]
  private final double[][] gain; // [tile][hospital · TILE + lane]
  private final double[] regrets;
  private final double[] prices;
  private double[] lossState;
  private long iteration;
  private double welfare;

  public MatchTrainer(MatchPlan plan, Kernels kernels) {
    this.plan = plan;
    this.kernels = kernels;
    ExchangeSetting setting = plan.setting();
    hospitals = setting.hospitals();
    types = setting.types();
    long stream = Seeds.derive(plan.seed(), "pools", 0);
    pools = new int[plan.pools()][];
    kept = new float[plan.pools()][hospitals][types];
    for (int k = 0; k < pools.length; k++) {
      pools[k] = setting.pool(stream, k);
    }
    network = new CompiledNetwork(plan.net().program(setting), kernels);
    network.load(StandardisedReports.start(network.program(), setting, plan.seed()));
    firstMoment = new float[network.weights().length];
    secondMoment = new float[network.weights().length];
    columnPairs = new double[setting.central().size()];
    Arrays.setAll(columnPairs, setting::pairs);
    HospitalUtility utility = new HospitalUtility(setting);
    truthful = new HospitalPass[plan.tiles()];
    hiding = new HidingPass[plan.tiles()][hospitals];
    PassCompiler everyone = network.passes(request(new Rows(0, hospitals * types)));
    PassCompiler[] one = new PassCompiler[hospitals];
    Arrays.setAll(one, h -> network.passes(request(new Rows(h * types, (h + 1) * types))));
    misreporters =
        IntStream.range(0, plan.hiding().learned() ? hospitals : 0)
            .mapToObj(
                h -> new Misreporter(setting, h, plan.hiding().misreporter(), plan.seed(), kernels))
            .toList();
    for (int tile = 0; tile < truthful.length; tile++) {
      truthful[tile] = new HospitalPass(setting, everyone.pass(), utility);
      for (int h = 0; h < hospitals; h++) {
        HospitalPass pass = new HospitalPass(setting, one[h].pass(), utility);
        Optional<Misreporter> learned =
            misreporters.isEmpty() ? Optional.empty() : Optional.of(misreporters.get(h));
        hiding[tile][h] = new HidingPass(plan.hiding(), h, types, pass, learned);
      }
    }
    batch = new int[plan.tiles()][TILE][];
    keptOfHospital = new float[hospitals][TILE][];
    gain = new double[plan.tiles()][hospitals * TILE];
    regrets = new double[hospitals];
    prices = new double[hospitals];
    lossState = plan.loss().initial(hospitals);
  }

  private PassRequest request(Rows moving) {
    return new PassRequest(
        Map.of(MatchNet.MATCHING, Rows.all(columnPairs.length)), Map.of(MatchNet.REPORTS, moving));
  }

  public long iteration() {
    return iteration;
  }

  /** Pairs matched in the last batch, mean over its pools. */
  public double welfare() {
    return welfare;
  }

  /** What hiding gained in the last batch, mean over pools and hospitals; a lower bound. */
  public double regret() {
    return Arrays.stream(regrets).sum() / hospitals;
  }

  /** What a pair of regret cost in the last batch, mean over hospitals. */
  public double price() {
    return Arrays.stream(prices).sum() / hospitals;
  }

  /** Pairs that could have been matched in the last batch, mean over its pools. */
  public double maximum() {
    MaximumMatching rule = new MaximumMatching(plan.setting());
    double sum = 0;
    long first = Math.max(0, iteration - 1) * plan.batch();
    for (int k = 0; k < plan.batch(); k++) {
      int[] pool = pools[(int) ((first + k) % pools.length)];
      double[] report = Arrays.stream(pool).asDoubleStream().toArray();
      sum += plan.setting().welfare(rule.match(new double[][] {report})[0]);
    }
    return sum / plan.batch();
  }

  /**
   * One iteration.
   *
   * @throws DivergedException if a weight or price is no number any more
   */
  public void step() throws DivergedException {
    probe();
    forward();
    backward();
    plan.descent().clip(network.gradients());
    double rate = plan.descent().schedule().rate(new double[0], iteration, plan.iterations());
    plan.descent()
        .optimiser()
        .step(
            kernels,
            network.weights(),
            network.gradients(),
            firstMoment,
            secondMoment,
            rate,
            iteration + 1);
    network.clearGradients();
    network.weightsChanged();
    misreporters.forEach(each -> each.step(iteration + 1));
    plan.loss().update(lossState, regrets, 1, iteration, plan.iterations());
    iteration++;
    requireFinite();
  }

  private void requireFinite() throws DivergedException {
    for (float weight : network.weights()) {
      if (!Float.isFinite(weight)) {
        throw new DivergedException(iteration, "a weight is " + weight);
      }
    }
    for (double price : prices) {
      if (!(price < TrainingLoss.EXPLODED)) {
        throw new DivergedException(iteration, "the price is " + price);
      }
    }
  }

  /** Where the loss asks for it, what hiding gains in fresh pools, every report tried. */
  private void probe() {
    int asked = plan.loss().asks(iteration, plan.iterations());
    if (asked == 0) {
      return;
    }
    PoolEvaluator evaluator =
        new PoolEvaluator(
            plan.setting(), new LearnedMatching(plan.setting(), plan.net(), weights(), kernels));
    long stream = Seeds.derive(plan.seed(), "probe", iteration);
    double regret = 0;
    for (int k = 0; k < asked; k++) {
      regret += evaluator.evaluate(plan.setting().pool(stream, k)).regret() / asked;
    }
    plan.loss().told(lossState, regret, iteration, plan.iterations());
  }

  private void forward() {
    Arrays.fill(regrets, 0);
    welfare = 0;
    for (int tile = 0; tile < truthful.length; tile++) {
      long first = iteration * plan.batch() + (long) tile * TILE;
      for (int s = 0; s < TILE; s++) {
        int pool = (int) ((first + s) % pools.length);
        batch[tile][s] = pools[pool];
        for (int h = 0; h < hospitals; h++) {
          keptOfHospital[h][s] = kept[pool][h];
        }
      }
      truthful[tile].load(batch[tile]);
      truthful[tile].forward();
      for (int s = 0; s < TILE; s++) {
        welfare += plan.setting().welfare(truthful[tile].matching(s)) / plan.batch();
      }
      for (int h = 0; h < hospitals; h++) {
        long stream = Seeds.derive(plan.seed(), "misreports", iteration * hospitals + h);
        HidingPass search = hiding[tile][h];
        search.search(batch[tile], keptOfHospital[h], Seeds.derive(stream, "tile", tile));
        for (int s = 0; s < TILE; s++) {
          System.arraycopy(search.best[s], 0, keptOfHospital[h][s], 0, types);
          double honest = truthful[tile].utility(h, batch[tile][s], s);
          double more = search.utility[s] - honest;
          gain[tile][h * TILE + s] = more <= 0 ? 0 : more; // a NaN surfaces
          regrets[h] += gain[tile][h * TILE + s] / plan.batch();
        }
      }
    }
  }

  private void backward() {
    double share = plan.loss().price(lossState, welfare, regrets, prices) / plan.batch();
    for (int tile = 0; tile < truthful.length; tile++) {
      HospitalPass truth = truthful[tile];
      truth.clearGradient();
      for (int s = 0; s < TILE; s++) {
        truth.add(s, columnPairs, -share);
      }
      for (int h = 0; h < hospitals; h++) {
        HospitalPass lie = hiding[tile][h].pass;
        double price = prices[h] / plan.batch();
        lie.clearGradient();
        boolean any = false;
        for (int s = 0; s < TILE; s++) {
          if (gain[tile][h * TILE + s] > 0) {
            lie.addUtility(h, batch[tile][s], s, price);
            truth.addUtility(h, batch[tile][s], s, -price);
            any = true;
          }
        }
        if (any) {
          lie.towardsWeights();
        }
      }
      truth.towardsWeights();
    }
  }

  public NetworkWeights weights() {
    return network.networkWeights();
  }

  /** All of its state. */
  public TrainingCheckpoint checkpoint() {
    float[] hidden = new float[pools.length * hospitals * types];
    int at = 0;
    for (float[][] pool : kept) {
      for (float[] report : pool) {
        System.arraycopy(report, 0, hidden, at, types);
        at += types;
      }
    }
    SortedMap<String, float[]> sections =
        new TreeMap<>(Map.of(TrainingCheckpoint.MISREPORTS, hidden));
    if (!misreporters.isEmpty()) {
      sections.put(MISREPORTERS, learned());
    }
    return new TrainingCheckpoint(
        fingerprint(),
        kernels.name(),
        iteration,
        lossState.clone(),
        network.weights().clone(),
        firstMoment.clone(),
        secondMoment.clone(),
        sections);
  }

  /** The state of the networks that learn what to hide. */
  private float[] learned() {
    float[] state = new float[misreporters.stream().mapToInt(Misreporter::size).sum()];
    int at = 0;
    for (Misreporter each : misreporters) {
      each.write(state, at);
      at += each.size();
    }
    return state;
  }

  /** What a checkpoint must agree on: what shapes it, or what it was drawn from. */
  private long fingerprint() {
    return Seeds.derive(
        plan.seed(),
        plan.setting().name() + "|" + plan.net().width() + "x" + plan.net().depth(),
        0);
  }

  /**
   * Takes up a checkpoint of the same training.
   *
   * @throws IllegalArgumentException if it is another's
   */
  public void restore(TrainingCheckpoint checkpoint) {
    if (checkpoint.fingerprint() != fingerprint()) {
      throw new IllegalArgumentException("checkpoint: is of another training");
    }
    adopt(checkpoint);
  }

  /**
   * Goes on from a checkpoint of a training that differs in its seed, or in what may change on the
   * way.
   *
   * @throws IllegalArgumentException if it is of another shape
   */
  public void adopt(TrainingCheckpoint checkpoint) {
    checkpoint.requireShape(
        plan.iterations(), network.weights().length, pools.length * hospitals * types);
    double[] restored = plan.loss().restored(checkpoint.lossState());
    checkpoint.requireState(restored.length, lossState.length);
    readLearned(checkpoint);
    iteration = checkpoint.iteration();
    lossState = restored;
    System.arraycopy(checkpoint.weights(), 0, network.weights(), 0, network.weights().length);
    System.arraycopy(checkpoint.firstMoment(), 0, firstMoment, 0, firstMoment.length);
    System.arraycopy(checkpoint.secondMoment(), 0, secondMoment, 0, secondMoment.length);
    float[] hidden = checkpoint.section(TrainingCheckpoint.MISREPORTS);
    int at = 0;
    for (float[][] pool : kept) {
      for (float[] report : pool) {
        System.arraycopy(hidden, at, report, 0, types);
        at += types;
      }
    }
    network.clearGradients();
    network.weightsChanged();
  }

  private void readLearned(TrainingCheckpoint checkpoint) {
    float[] state = misreporters.isEmpty() ? new float[0] : checkpoint.section(MISREPORTERS);
    int size = misreporters.stream().mapToInt(Misreporter::size).sum();
    if (state.length != size) {
      throw new IllegalArgumentException(
          "checkpoint: must have "
              + size
              + " numbers of "
              + MISREPORTERS
              + ", has "
              + state.length);
    }
    int at = 0;
    for (Misreporter each : misreporters) {
      each.read(state, at);
      at += each.size();
    }
  }
}
