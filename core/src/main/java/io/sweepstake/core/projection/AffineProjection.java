package io.sweepstake.core.projection;

import io.sweepstake.core.auction.BundleSizes;
import io.sweepstake.core.auction.WholeAllocations;
import io.sweepstake.core.descent.LearningRate;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.TruthfulFamily;
import io.sweepstake.core.network.affine.Ama;
import io.sweepstake.core.network.affine.CellAma;
import io.sweepstake.core.network.affine.LotteryAma;
import io.sweepstake.core.network.affine.SizeAma;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.Demand;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.training.DivergedException;
import io.sweepstake.core.training.Training;
import io.sweepstake.core.training.TrainingListener;
import io.sweepstake.core.truthful.ChoicePhase;
import io.sweepstake.core.truthful.MenuChoice;
import io.sweepstake.core.truthful.Sharpness;
import io.sweepstake.core.truthful.TruthfulTrainingSpec;
import io.sweepstake.core.valuation.Support;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Starts affine maximisers at what a mechanism for several bidders does, and trains them: one over
 * all ways to sell items whole, where there are few enough, then, under additive demand, one over
 * lotteries, the means of clusters of the mechanism's outcomes; and where whole items are too many
 * to list, one that prices them by bundle sizes, which owes the mechanism nothing. What the
 * mechanism charges plays no part: an affine maximiser's prices come of its list, weights and
 * boosts. For two bidders alike, the one over whole items gets menus on cells of what the rival
 * reports, too.
 */
final class AffineProjection {
  private static final Ama WHOLE = new Ama();
  private static final LotteryAma LOTTERIES = new LotteryAma();
  private static final SizeAma SIZES = new SizeAma();
  private static final CellAma CELLS = new CellAma();

  /** Up to so many ways to sell items whole are on the list of lotteries. */
  private static final int MOST_LISTED = 256;

  /** Up to so many are trained where there are no lotteries. */
  private static final int MOST_WHOLE = 4_096;

  private static final int FEWEST_LOTTERIES = 64;
  private static final int MOST_LOTTERIES = 512;
  private static final int LOTTERIES_PER_CELL = 16;

  private static final int CLUSTERED = 8_192; // outcomes
  private static final int FITTING = 1_024; // profiles
  private static final int JUDGING = 65_536;

  /** Of the softmax that boosts are fitted by, per mean width of the support's intervals. */
  private static final double FITTING_SHARPNESS = 20;

  /** The least probability that logits stand for: less would hardly ever move again. */
  private static final double LEAST = 1e-4;

  private static final int BATCH = 512;
  private static final LearningRate RATE = new LearningRate(1e-2, 1e-4);
  private static final Sharpness WHOLE_SHARPNESS = new Sharpness(20, 200);
  private static final Sharpness SIZE_SHARPNESS = new Sharpness(50, 200);
  private static final Sharpness LOTTERY_SHARPNESS = new Sharpness(50, 400);

  // Of boosts below menus on cells: with two items, 100 take seconds, with three each a second.
  private static final int MOST_TRIES = 100;
  private static final int PAIR_ITERATIONS = 10; // of the training, for each try
  private static final int TRIPLE_ITERATIONS = 2_000;

  private static final int TIMED = 20; // iterations
  private static final int FEWEST = 200;

  private final Setting setting;
  private final Mechanism mechanism;
  private final long seed;
  private final double sharpness; // per unit of value
  private final ValuationProfiles fitting;

  private AffineProjection(Setting setting, Mechanism mechanism, long seed) {
    this.setting = setting;
    this.mechanism = mechanism;
    this.seed = seed;
    sharpness = FITTING_SHARPNESS / width(setting);
    fitting = drawn(FITTING, "fitting");
  }

  /**
   * Refuses settings that none of the families can run.
   *
   * @throws IllegalArgumentException saying why
   */
  static void require(Setting setting) {
    if (!sellsWhole(setting) && setting.demand() != Demand.ADDITIVE) {
      throw new IllegalArgumentException(
          "make-truthful: lists every way to sell items whole but under additive demand, at most "
              + MOST_WHOLE
              + "; setting "
              + setting.name()
              + " has more");
    }
  }

  private static boolean sellsWhole(Setting setting) {
    return WholeAllocations.most(setting.demand(), setting.bidders(), setting.items())
        <= (setting.demand() == Demand.ADDITIVE ? MOST_LISTED : MOST_WHOLE);
  }

  private static boolean countsSizes(Setting setting) {
    return setting.demand() == Demand.ADDITIVE
        && BundleSizes.count(setting.bidders(), setting.items()) <= BundleSizes.MOST;
  }

  static Projection of(Setting setting, Mechanism mechanism, ProjectionSpec spec) {
    try {
      return new AffineProjection(setting, mechanism, spec.seed()).project(spec);
    } catch (DivergedException e) {
      throw new IllegalStateException("make-truthful: an affine maximiser diverged", e);
    }
  }

  private Projection project(ProjectionSpec spec) throws DivergedException {
    long deadline = spec.deadline();
    List<Projection.Stage> stages = new ArrayList<>();
    long iterations =
        spec.iterations().isPresent() ? spec.iterations().getAsLong() : fitting(deadline);
    Optional<NetworkWeights> whole = Optional.empty();
    if (sellsWhole(setting)) {
      stages.add(trained("whole items", whole(iterations)));
      whole = Optional.of(stages.get(0).weights());
      if (CELLS.covers(setting)) {
        stages.add(onCells(whole.get(), iterations));
      }
    } else if (countsSizes(setting)) {
      stages.add(trained("bundle sizes", sizes(iterations)));
    }
    if (setting.demand() == Demand.ADDITIVE) {
      try {
        stages.add(trained("lotteries", lotteries(whole, iterations)));
      } catch (DivergedException e) {
        if (stages.isEmpty()) {
          throw e;
        }
        // What there is stands.
      }
    }
    return new Projection(stages, OptionalLong.of(iterations), Optional.empty());
  }

  /** How many iterations of all trainings there is time for. */
  private long fitting(long deadline) throws DivergedException {
    double nanos = 0; // of an iteration of each
    Optional<NetworkWeights> start = Optional.empty();
    if (sellsWhole(setting)) {
      TruthfulTrainingSpec whole = whole(2 * TIMED);
      nanos += nanos(whole);
      start = whole.warmStart();
    } else if (countsSizes(setting)) {
      nanos += nanos(sizes(2 * TIMED));
    }
    if (setting.demand() == Demand.ADDITIVE) {
      try {
        nanos += nanos(lotteries(start, 2 * TIMED));
      } catch (DivergedException e) {
        if (nanos == 0) {
          throw e;
        }
        // Their training will diverge as early.
      }
    }
    return Math.max(FEWEST, (long) ((deadline - System.nanoTime()) / nanos));
  }

  private static double nanos(TruthfulTrainingSpec spec) throws DivergedException {
    Training trial = spec.start(Loops.best().get());
    trial.advance(TIMED, TIMED, TrainingListener.NONE);
    long from = System.nanoTime();
    trial.advance(2 * TIMED, TIMED, TrainingListener.NONE);
    return (System.nanoTime() - from) / (double) TIMED;
  }

  private int cells() {
    return setting.bidders() * setting.items();
  }

  private AllocationList wholeItems() {
    return new AllocationList(
        cells(), WholeAllocations.of(setting.demand(), setting.bidders(), setting.items()));
  }

  /** Every way to sell items whole, chosen as often as what the mechanism does is nearest to it. */
  private TruthfulTrainingSpec whole(long iterations) {
    Architecture architecture = WHOLE.defaultArchitecture(setting);
    List<LayerShape> layers = WHOLE.layers(setting, architecture);
    float[] boosts = floats(wholeItems().boosts(fitting, mechanism, sharpness));
    return training(
        WHOLE,
        architecture,
        WHOLE_SHARPNESS,
        iterations,
        new NetworkWeights(
            List.of(
                equalWeights(layers.get(0)),
                new LayerWeights(layers.get(1), boosts, new float[1]))));
  }

  /** From that family's own start: a list of outcomes says little of share-outs never seen. */
  private TruthfulTrainingSpec sizes(long iterations) {
    Architecture architecture = SIZES.defaultArchitecture(setting);
    return training(
        SIZES,
        architecture,
        SIZE_SHARPNESS,
        iterations,
        SIZES.initial(setting, architecture, Seeds.derive(seed, "sizes", 0)));
  }

  private LayerWeights equalWeights(LayerShape logWeights) {
    return new LayerWeights(logWeights, new float[setting.bidders()], new float[1]);
  }

  /**
   * All ways to sell items whole, where they are trained, and means of clusters.
   *
   * @param whole whose bidder weights and boosts to start from; without them, nothing but the
   *     clusters, equal weights, and boosts as for {@link #whole}
   */
  private TruthfulTrainingSpec lotteries(Optional<NetworkWeights> whole, long iterations) {
    AllocationList listed =
        whole.isPresent() ? wholeItems() : new AllocationList(cells(), new float[cells()]);
    int size = Math.max(FEWEST_LOTTERIES, Math.min(MOST_LOTTERIES, LOTTERIES_PER_CELL * cells()));
    ValuationProfiles clustered = drawn(CLUSTERED, "clustered");
    AllocationList list =
        AllocationList.clustered(
            listed,
            Math.max(FEWEST_LOTTERIES / 2, size - listed.count()),
            mechanism.run(clustered).allocation(),
            Seeds.derive(seed, "clusters", 0));
    double[] started =
        whole
            .map(known -> WHOLE.boosts(setting, WHOLE.defaultArchitecture(setting), known))
            .map(known -> list.extended(known, setting.items()))
            .orElseGet(() -> list.boosts(fitting, mechanism, sharpness));
    Architecture architecture = Architecture.uniform(list.count() - 1, 1);
    List<LayerShape> layers = LOTTERIES.layers(setting, architecture);
    return training(
        LOTTERIES,
        architecture,
        LOTTERY_SHARPNESS,
        iterations,
        new NetworkWeights(
            List.of(
                whole
                    .map(known -> known.layers().get(0))
                    .orElseGet(() -> equalWeights(layers.get(0))),
                new LayerWeights(
                    layers.get(1),
                    logits(list),
                    floats(Arrays.copyOfRange(started, 1, started.length))))));
  }

  /** Whose softmax over bidders and nobody is each allocation but the first, nothing. */
  private float[] logits(AllocationList list) {
    int items = setting.items();
    int inputs = cells() + items;
    float[] logits = new float[(list.count() - 1) * inputs];
    for (int a = 1; a < list.count(); a++) {
      int first = (a - 1) * inputs;
      for (int j = 0; j < items; j++) {
        double nobody = 1;
        for (int cell = j; cell < cells(); cell += items) {
          double share = list.allocations()[a * cells() + cell];
          nobody -= share;
          logits[first + cell] = (float) Math.log(Math.max(LEAST, share));
        }
        logits[first + cells() + j] = (float) Math.log(Math.max(LEAST, nobody));
      }
    }
    return logits;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int k = 0; k < floats.length; k++) {
      floats[k] = (float) values[k];
    }
    return floats;
  }

  private TruthfulTrainingSpec training(
      TruthfulFamily family,
      Architecture architecture,
      Sharpness sharpness,
      long iterations,
      NetworkWeights start) {
    return new TruthfulTrainingSpec(
        setting,
        family,
        architecture,
        new ChoicePhase(MenuChoice.SOFT, sharpness, RATE),
        Optional.empty(),
        BATCH,
        iterations,
        Seeds.derive(seed, family.name(), 0),
        Optional.of(start));
  }

  private Projection.Stage trained(String name, TruthfulTrainingSpec spec)
      throws DivergedException {
    Training training = spec.start(Loops.best().get());
    training.advance(spec.iterations(), spec.iterations(), TrainingListener.NONE);
    return stage(name, spec.family(), spec.architecture(), training.weights());
  }

  /** Searched for near what was trained over whole items. */
  private Projection.Stage onCells(NetworkWeights whole, long iterations) {
    long tries = iterations / (setting.items() == 2 ? PAIR_ITERATIONS : TRIPLE_ITERATIONS);
    return stage(
        "cell menus",
        CELLS,
        CELLS.defaultArchitecture(setting),
        CELLS.near(
            setting,
            whole.layers().get(1).weights(),
            (int) Math.max(1, Math.min(MOST_TRIES, tries))));
  }

  private Projection.Stage stage(
      String name, TruthfulFamily family, Architecture architecture, NetworkWeights weights) {
    Mechanism made = family.mechanism(setting, architecture, weights, (program, kernels) -> null);
    double sum = 0;
    for (float payment : made.run(drawn(JUDGING, "judging")).payments()) {
      sum += payment;
    }
    return new Projection.Stage(name, family, architecture, weights, sum / JUDGING);
  }

  private ValuationProfiles drawn(int count, String name) {
    return Reports.drawn(setting.distribution(), count, Seeds.derive(seed, name, 0));
  }

  private static double width(Setting setting) {
    Support support = setting.distribution().support();
    double sum = 0;
    for (int i = 0; i < setting.bidders(); i++) {
      for (int j = 0; j < setting.items(); j++) {
        sum += support.high(i, j) - support.low(i, j);
      }
    }
    return sum / (setting.bidders() * setting.items());
  }
}
