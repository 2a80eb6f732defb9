package io.sweepstake.core.projection;

import io.sweepstake.core.descent.LearningRate;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.FinitelyConvex;
import io.sweepstake.core.network.MenuFamily;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.training.DivergedException;
import io.sweepstake.core.training.Training;
import io.sweepstake.core.training.TrainingListener;
import io.sweepstake.core.truthful.ChoicePhase;
import io.sweepstake.core.truthful.MenuChoice;
import io.sweepstake.core.truthful.Sharpness;
import io.sweepstake.core.truthful.TruthfulTrainingSpec;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * Makes a mechanism for one bidder truthful: what it does with each of many reports becomes a menu,
 * at a discount, of which she takes what is best for her. Options that few buy then go, and
 * lotteries and prices are trained as a menu's.
 *
 * <p>The full menu earns at least its {@link Guarantee}. Where it has no more options than a
 * network may, it is kept unless another earns more on a sample of their own; where it has more,
 * one of the others is, and {@link Projection.FullMenu#lead} says what that loses. What menus earn
 * is for others to measure on fresh profiles.
 */
final class MenuProjection {
  private static final FinitelyConvex FAMILY = new FinitelyConvex();

  private static final double[] DISCOUNTS = {0, .002, .005, .01, .02, .03, .05, .08, .12, .2};
  private static final double[] LEAST_SHARES = {0, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, .01, .02};

  /** The most options that are trained; a training lets go of those of no use itself. */
  private static final int MOST_POLISHED = 768;

  /** The most options that a menu's network may have. */
  private static final int MOST_OPTIONS = 4_096;

  /** Buyers by which a discount is chosen; options that none of them takes are not looked at. */
  private static final int CHOOSING = 8_192;

  private static final int BUYING = 16_384;
  private static final int JUDGING = 262_144;

  /**
   * How lotteries and prices are trained: some trainings lose what others find, so that there are
   * three, and what earns most is kept. Rates are small, as the menu is good already, and is not to
   * be forgotten while choices are soft.
   */
  private static final List<Polish> POLISHES =
      List.of(
          new Polish(false, new Sharpness(200, 5000), new LearningRate(3e-3, 3e-5), 512),
          new Polish(true, new Sharpness(200, 1500), new LearningRate(2e-3, 2e-4), 256),
          new Polish(false, new Sharpness(200, 5000), new LearningRate(3e-3, 3e-5), 512));

  /**
   * Where there are fewer profiles than this, many options would learn them by heart: only the
   * pruned menu is polished, and gently.
   */
  private static final int MANY_PROFILES = 65_536;

  /** From the pruned menu or from the options most bought. */
  private record Polish(boolean fromPruned, Sharpness sharpness, LearningRate rate, int batch) {}

  private static final int TIMED = 50; // iterations
  private static final int FEWEST = 1_500; // on a busy machine, too

  private final Setting setting;
  private final long seed;
  private final OutcomeMenu outcomes;
  private final ValuationProfiles reports;
  private final ValuationProfiles judging;
  private final List<Polish> polishes;

  private MenuProjection(Setting setting, Mechanism mechanism, long seed) {
    this.setting = setting;
    this.seed = seed;
    reports = Reports.of(setting, seed);
    outcomes = OutcomeMenu.of(mechanism, reports);
    polishes =
        setting.distribution().distinctProfiles() < MANY_PROFILES
            ? POLISHES.stream().filter(Polish::fromPruned).toList()
            : POLISHES;
    judging = Reports.drawn(setting.distribution(), JUDGING, Seeds.derive(seed, "judging", 0));
  }

  static Projection of(Setting setting, Mechanism mechanism, ProjectionSpec spec) {
    long deadline = spec.deadline();
    return new MenuProjection(setting, mechanism, spec.seed()).project(spec, deadline);
  }

  private Projection project(ProjectionSpec spec, long deadline) {
    ValuationProfiles choosing =
        Reports.drawn(setting.distribution(), CHOOSING, Seeds.derive(seed, "choosing", 0));
    double discount = discount(choosing);
    OutcomeMenu full = outcomes.discounted(discount);
    List<Projection.Stage> stages = new ArrayList<>();
    if (full.options() <= MOST_OPTIONS) {
      stages.add(stage(Projection.FullMenu.NAME, full));
    }
    ValuationProfiles buying =
        Reports.drawn(setting.distribution(), BUYING, Seeds.derive(seed, "buying", 0));
    int[] buyers = buyers(full, buying);
    OutcomeMenu pruned = pruned(full, buyers, buying);
    stages.add(stage("pruned", pruned));
    OutcomeMenu mostBought = full.only(mostBought(buyers, polished(setting.items()), 1));
    OptionalLong iterations =
        spec.iterations().isPresent()
            ? spec.iterations()
            : OptionalLong.of(fitting(mostBought, deadline));
    List<Projection.Stage> polished = polished(pruned, mostBought, iterations.getAsLong());
    if (!polished.isEmpty()) {
      stages.add(Projection.best(polished));
    }
    OutcomeMenu kept = menu(Projection.best(stages).weights());
    return new Projection(
        stages,
        polished.isEmpty() ? OptionalLong.empty() : iterations,
        Optional.of(fullMenu(full, discount, kept)));
  }

  /** The discount that earns most, of some and of the one that guarantees most. */
  private double discount(ValuationProfiles buyers) {
    double[] tried = Arrays.copyOf(DISCOUNTS, DISCOUNTS.length + 1);
    tried[DISCOUNTS.length] = guarantee(buyers).bestDiscount();
    int[][] choices = outcomes.choices(buyers, 0, tried);
    double most = Double.NEGATIVE_INFINITY;
    double best = 0;
    for (int d = 0; d < tried.length; d++) {
      double revenue = (1 - tried[d]) * outcomes.revenue(choices[d]);
      if (revenue > most) {
        most = revenue;
        best = tried[d];
      }
    }
    return best;
  }

  /** Each buyer is assigned the outcome of the report nearest to the truth. */
  private Guarantee guarantee(ValuationProfiles buyers) {
    int[] assigned = Reports.nearest(reports, buyers, setting.distribution().support());
    int[] best = outcomes.choices(buyers);
    double gain = 0;
    for (int k = 0; k < best.length; k++) {
      gain +=
          Math.max(
              0, outcomes.utility(buyers, k, best[k]) - outcomes.utility(buyers, k, assigned[k]));
    }
    return new Guarantee(outcomes.revenue(assigned), gain / best.length);
  }

  /** What the full menu earns on fresh profiles, and what it must. */
  private Projection.FullMenu fullMenu(OutcomeMenu full, double discount, OutcomeMenu kept) {
    ValuationProfiles fresh =
        Reports.drawn(
            setting.distribution().heldOut(),
            (int) Math.min(BUYING, setting.distribution().heldOut().distinctProfiles()),
            Seeds.derive(seed, "full menu", 0));
    int[] choices = full.choices(fresh);
    int[] keptChoices = kept.choices(fresh);
    double[] paid = new double[choices.length];
    double[] more = new double[choices.length]; // than under the kept menu
    for (int k = 0; k < paid.length; k++) {
      paid[k] = full.price(choices[k]);
      more[k] = paid[k] - kept.price(keptChoices[k]);
    }
    double revenue = full.revenue(choices);
    double lead = revenue - kept.revenue(keptChoices);
    return new Projection.FullMenu(
        full.options(),
        discount,
        revenue,
        standardError(paid, revenue),
        lead,
        standardError(more, lead),
        guarantee(fresh));
  }

  private static double standardError(double[] values, double mean) {
    double squares = 0;
    for (double value : values) {
      squares += Math.pow(value - mean, 2);
    }
    return Math.sqrt(squares) / values.length;
  }

  /** Without the options that few buy: of some thresholds, the one that earns most. */
  private static OutcomeMenu pruned(OutcomeMenu full, int[] buyers, ValuationProfiles buying) {
    OutcomeMenu best = null;
    double most = Double.NEGATIVE_INFINITY;
    for (double share : LEAST_SHARES) {
      OutcomeMenu left = full.only(mostBought(buyers, MOST_OPTIONS, Math.max(1, share * BUYING)));
      double revenue = left.revenue(left.choices(buying));
      if (revenue > most) {
        best = left;
        most = revenue;
      }
    }
    return best;
  }

  private static int[] buyers(OutcomeMenu menu, ValuationProfiles buying) {
    int[] buyers = new int[menu.options()];
    for (int choice : menu.choices(buying)) {
      if (choice != OutcomeMenu.NOTHING) {
        buyers[choice]++;
      }
    }
    return buyers;
  }

  /** How many options are trained: 256 for two items. */
  private static int polished(int items) {
    return (int) Math.min(MOST_POLISHED, Math.pow(4, 2 + items));
  }

  /** The options that at least so many buy, those most bought first; one at least. */
  private static int[] mostBought(int[] buyers, int most, double least) {
    int[] ordered =
        IntStream.range(0, buyers.length)
            .boxed()
            .sorted((k, l) -> buyers[l] - buyers[k])
            .limit(most)
            .mapToInt(k -> k)
            .toArray();
    int count = 1;
    while (count < ordered.length && buyers[ordered[count]] >= least) {
      count++;
    }
    return Arrays.copyOf(ordered, count);
  }

  private TruthfulTrainingSpec training(OutcomeMenu menu, int number, long iterations) {
    Polish polish = polishes.get(number);
    return new TruthfulTrainingSpec(
        setting,
        FAMILY,
        Architecture.uniform(menu.options(), 1),
        new ChoicePhase(MenuChoice.SOFT, polish.sharpness, polish.rate),
        Optional.empty(),
        polish.batch,
        iterations,
        Seeds.derive(seed, "polishing", number),
        Optional.of(weights(menu)));
  }

  /** How many iterations of each training there is time for. */
  private long fitting(OutcomeMenu menu, long deadline) {
    Kernels kernels = Loops.best().get();
    Training trial = training(menu, 0, 2 * TIMED).start(kernels);
    try {
      trial.advance(TIMED, TIMED, TrainingListener.NONE);
      long from = System.nanoTime();
      trial.advance(2 * TIMED, TIMED, TrainingListener.NONE);
      long now = System.nanoTime();
      double nanos = (now - from) / (double) TIMED * polishes.size();
      return Math.max(FEWEST, (long) ((deadline - now) / nanos));
    } catch (DivergedException e) {
      return FEWEST;
    }
  }

  /** What the trainings end at, but for those that diverge. */
  private List<Projection.Stage> polished(
      OutcomeMenu pruned, OutcomeMenu mostBought, long iterations) {
    List<Projection.Stage> ends = new ArrayList<>();
    for (int k = 0; k < polishes.size(); k++) {
      OutcomeMenu menu = polishes.get(k).fromPruned ? pruned : mostBought;
      Training training = training(menu, k, iterations).start(Loops.best().get());
      try {
        training.advance(iterations, iterations, TrainingListener.NONE);
        ends.add(stage("polished", menu(training.weights())));
      } catch (DivergedException e) {
        // Another may not; the pruned menu stands.
      }
    }
    return ends;
  }

  private Projection.Stage stage(String name, OutcomeMenu menu) {
    NetworkWeights weights = weights(menu);
    OutcomeMenu offered = menu(weights);
    return new Projection.Stage(
        name,
        FAMILY,
        Architecture.uniform(menu.options(), 1),
        weights,
        offered.revenue(offered.choices(judging)));
  }

  private NetworkWeights weights(OutcomeMenu menu) {
    float[] bias = new float[menu.options()];
    for (int k = 0; k < bias.length; k++) {
      bias[k] = -menu.prices()[k];
    }
    LayerShape shape = new LayerShape(MenuFamily.MENU, menu.options(), setting.items());
    return new NetworkWeights(List.of(new LayerWeights(shape, menu.lotteries(), bias)));
  }

  /** What a network of the family offers. */
  private OutcomeMenu menu(NetworkWeights weights) {
    LayerWeights layer = weights.layers().get(0);
    float[] lotteries = new float[layer.weights().length];
    FAMILY.lotteries(setting.demand(), setting.items(), layer.weights(), lotteries);
    float[] prices = new float[layer.bias().length];
    for (int k = 0; k < prices.length; k++) {
      prices[k] = Math.max(0, -layer.bias()[k]);
    }
    return new OutcomeMenu(setting.items(), lotteries, prices);
  }
}
