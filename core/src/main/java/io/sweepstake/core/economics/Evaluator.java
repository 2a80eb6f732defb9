package io.sweepstake.core.economics;

import io.sweepstake.core.auction.Assignment;
import io.sweepstake.core.auction.WholeAllocations;
import io.sweepstake.core.mechanism.BidderUtility;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.product.FirstBest;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.regret.CheapAttack;
import io.sweepstake.core.regret.MisreportGrid;
import io.sweepstake.core.regret.RegretEstimator;
import io.sweepstake.core.regret.Regrets;
import io.sweepstake.core.setting.ComposedSurplus;
import io.sweepstake.core.setting.Demand;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.SigmoidSurplus;
import io.sweepstake.core.setting.Surplus;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Measures mechanisms on profiles of its own, the same for every mechanism.
 *
 * <p>Where what is sold must be made ({@link Setting#surplus}), revenue is profit: payments less
 * what it cost; and welfare is surplus less cost.
 *
 * <p>Profiles come in blocks of {@value #BLOCK}, the last one maybe shorter. Blocks can be
 * evaluated anywhere and combined in any order: the result is the same to the last bit, given a
 * mechanism whose outcomes are.
 *
 * @param seed profiles derive from it under a name of their own, so that it may be the seed of a
 *     training run too
 * @param profiles at least 1, for all but what the next is for; no more than there are held-out
 *     profiles, where they are observations
 * @param attackedProfiles from 1 to {@code profiles}: how many of them, the first, are attacked
 * @param attack what regret is estimated by; {@link CheapAttack} runs beside it
 * @param lieRounds how often bidders answer each other's lies before revenue at lies is taken, at
 *     least 1; each after the first costs an attack
 */
public record Evaluator(
    Setting setting,
    long seed,
    int profiles,
    int attackedProfiles,
    RegretEstimator attack,
    int lieRounds) {
  /** Profiles per block. */
  public static final int BLOCK = 256;

  private static final int SWEEP_POINTS = 33;

  public Evaluator {
    Objects.requireNonNull(setting, "setting");
    Objects.requireNonNull(attack, "attack");
    if (profiles < 1 || attackedProfiles < 1 || attackedProfiles > profiles) {
      throw new IllegalArgumentException(
          "evaluator: needs 1 <= attacked profiles <= profiles, were "
              + attackedProfiles
              + " and "
              + profiles);
    }
    if (lieRounds < 1) {
      throw new IllegalArgumentException(
          "evaluator: rounds of lies must be at least 1, were " + lieRounds);
    }
    long most = setting.distribution().heldOut().distinctProfiles();
    profiles = (int) Math.min(profiles, most);
    attackedProfiles = Math.min(attackedProfiles, profiles);
  }

  /** With one round of lies. */
  public Evaluator(
      Setting setting, long seed, int profiles, int attackedProfiles, RegretEstimator attack) {
    this(setting, seed, profiles, attackedProfiles, attack, 1);
  }

  /** How many blocks there are, numbered from 0. */
  public int blocks() {
    return (profiles + BLOCK - 1) / BLOCK;
  }

  /**
   * The blocks of one of several shards: every so many, since the first are the ones attacked.
   *
   * @param shard from 0 to {@code shards − 1}
   */
  public IntStream blocksOf(int shard, int shards) {
    if (shards < 1 || shard < 0 || shard >= shards) {
      throw new IllegalArgumentException(
          "evaluator: shard must be from 0 to shards - 1, was " + shard + " of " + shards);
    }
    return IntStream.range(0, blocks()).filter(block -> block % shards == shard);
  }

  /** Everything here and now. */
  public Evaluation evaluate(Mechanism mechanism) {
    return combine(evaluate(mechanism, IntStream.range(0, blocks())));
  }

  /** Some of the blocks. */
  public List<BlockEvaluation> evaluate(Mechanism mechanism, IntStream blocks) {
    BidderUtility utility = mechanism.bidderUtility();
    return blocks.mapToObj(block -> evaluate(mechanism, utility, block)).toList();
  }

  /**
   * The evaluation, from its blocks in any order.
   *
   * @throws IllegalArgumentException if a block is missing or there twice
   */
  public Evaluation combine(Collection<BlockEvaluation> parts) {
    List<BlockEvaluation> ordered = new ArrayList<>(parts);
    ordered.sort(Comparator.comparingInt(BlockEvaluation::block));
    int[] numbers = ordered.stream().mapToInt(BlockEvaluation::block).toArray();
    if (!Arrays.equals(numbers, IntStream.range(0, blocks()).toArray())) {
      throw new IllegalArgumentException(
          "evaluation: needs each of "
              + blocks()
              + " blocks once, were "
              + Arrays.toString(numbers));
    }
    StandardErrors errors = StandardErrors.of(setting);
    int bidders = setting.bidders();
    float[] welfare = join(ordered, BlockEvaluation::welfare);
    float[] regret = join(ordered, BlockEvaluation::regret);
    float[] monotonicity = join(ordered, BlockEvaluation::monotonicityViolation);
    float[] revenue = join(ordered, BlockEvaluation::revenue);
    float[] atLies = join(ordered, BlockEvaluation::revenueAtLies);
    float[] before = join(ordered, BlockEvaluation::revenueBeforeLastRound);
    return new Evaluation(
        Estimate.of(revenue, errors),
        Estimate.of(welfare, errors),
        Estimate.ofRatio(welfare, join(ordered, BlockEvaluation::greatestWelfare), errors),
        Estimate.of(join(ordered, BlockEvaluation::irViolation), bidders, errors),
        Estimate.of(join(ordered, BlockEvaluation::overAllocation), errors),
        Estimate.of(regret, bidders, errors),
        IntStream.range(0, bidders)
            .mapToObj(i -> Estimate.of(everyNth(regret, i, bidders), errors))
            .toList(),
        Estimate.of(join(ordered, BlockEvaluation::cheapRegret), bidders, errors),
        Estimate.of(less(atLies, revenue), errors),
        lieRounds > 1 ? Optional.of(Estimate.of(less(atLies, before), errors)) : Optional.empty(),
        sweepsReports()
            ? Optional.of(Estimate.of(monotonicity, bidders, errors))
            : Optional.empty());
  }

  /** Whether allocation should rise with a report: a greater need is no reason to get more. */
  private boolean sweepsReports() {
    return setting.items() == 1 && setting.sellsItems();
  }

  private static float[] join(
      List<BlockEvaluation> parts, Function<BlockEvaluation, float[]> values) {
    float[] joined = new float[parts.stream().mapToInt(part -> values.apply(part).length).sum()];
    int at = 0;
    for (BlockEvaluation part : parts) {
      float[] own = values.apply(part);
      System.arraycopy(own, 0, joined, at, own.length);
      at += own.length;
    }
    return joined;
  }

  /** Of as many as there are of the first. */
  private static float[] less(float[] values, float[] others) {
    float[] differences = new float[values.length];
    for (int k = 0; k < values.length; k++) {
      differences[k] = values[k] - others[k];
    }
    return differences;
  }

  private static float[] everyNth(float[] values, int first, int n) {
    float[] picked = new float[values.length / n];
    for (int k = 0; k < picked.length; k++) {
      picked[k] = values[k * n + first];
    }
    return picked;
  }

  private BlockEvaluation evaluate(Mechanism mechanism, BidderUtility utility, int block) {
    int first = block * BLOCK;
    int count = Math.min(BLOCK, profiles - first);
    int attacked = Math.max(0, Math.min(count, attackedProfiles - first));
    int bidders = setting.bidders();
    Surplus surplus = setting.surplus();
    ValuationProfiles truth = draw(first, count);
    Outcomes outcomes = mechanism.run(truth);
    float[] revenue = revenue(outcomes);
    float[] welfare = new float[count];
    float[] irViolation = new float[count * bidders];
    for (int k = 0; k < count; k++) {
      double gained = 0;
      for (int i = 0; i < bidders; i++) {
        int at = (k * bidders + i) * setting.items();
        double value =
            surplus.value(truth.values(), at, outcomes.allocation(), at, setting.items());
        double cost = surplus.cost(outcomes.allocation(), at, setting.items());
        gained += value - cost;
        irViolation[k * bidders + i] = (float) Math.max(0, outcomes.payment(k, i) - value);
      }
      welfare[k] = (float) gained;
    }
    float[] greatestWelfare = greatestWelfare(truth);
    float[] regret = new float[0];
    float[] cheapRegret = regret;
    float[] monotonicity = regret;
    float[] atLies = regret;
    float[] before = regret;
    if (attacked > 0) {
      ValuationProfiles victims = attacked == count ? truth : draw(first, attacked);
      long attackSeed = Seeds.derive(seed, "attack", 0);
      CheapAttack cheap = CheapAttack.standard();
      Regrets found = attack.estimate(utility, setting, victims, first, attackSeed);
      regret = found.gains();
      cheapRegret =
          attack.equals(cheap)
              ? regret
              : cheap.estimate(utility, setting, victims, first, attackSeed).gains();
      if (sweepsReports()) {
        monotonicity = monotonicityViolation(mechanism, victims);
      }
      LyingBidders liars = new LyingBidders(setting, victims, greatestWelfare);
      liars.play(found);
      atLies = revenueAt(liars, mechanism, revenue);
      before = lieRounds > 1 ? atLies : before;
      for (int round = 2; round <= lieRounds; round++) {
        before = atLies;
        if (!liars.answer(attack, utility, first, Seeds.derive(seed, "lies", round))) {
          break;
        }
        atLies = revenueAt(liars, mechanism, revenue);
      }
    }
    return new BlockEvaluation(
        block,
        revenue,
        welfare,
        greatestWelfare,
        irViolation,
        overAllocation(outcomes),
        regret,
        cheapRegret,
        atLies,
        before,
        monotonicity);
  }

  /** Payments less costs, by profile. */
  private float[] revenue(Outcomes outcomes) {
    float[] revenue = new float[outcomes.count()];
    for (int k = 0; k < revenue.length; k++) {
      double paid = 0;
      for (int i = 0; i < setting.bidders(); i++) {
        int at = (k * setting.bidders() + i) * setting.items();
        double cost = setting.surplus().cost(outcomes.allocation(), at, setting.items());
        paid += outcomes.payment(k, i) - cost;
      }
      revenue[k] = (float) paid;
    }
    return revenue;
  }

  /**
   * Revenue from what bidders report now; where all tell the truth, that from the truth itself.
   *
   * @param truthful revenue, of at least as many profiles
   */
  private float[] revenueAt(LyingBidders liars, Mechanism mechanism, float[] truthful) {
    float[] revenue = revenue(mechanism.run(liars.reports()));
    for (int k = 0; k < revenue.length; k++) {
      revenue[k] = liars.lie(k) ? revenue[k] : truthful[k];
    }
    return revenue;
  }

  private ValuationProfiles draw(int first, int count) {
    ValuationProfiles truth = new ValuationProfiles(count, setting.bidders(), setting.items());
    setting.distribution().heldOut().sample(first, truth, Seeds.derive(seed, "evaluation", 0));
    return truth;
  }

  private float[] greatestWelfare(ValuationProfiles truth) {
    if (setting.surplus() instanceof SigmoidSurplus products) {
      float[] greatest = new float[truth.count()];
      BestProduct best = new BestProduct(products, setting.items());
      for (int k = 0; k < greatest.length; k++) {
        greatest[k] = (float) best.surplus(truth.values(), k * setting.items());
      }
      return greatest;
    }
    if (setting.surplus() instanceof ComposedSurplus composed) {
      float[] greatest = new float[truth.count()];
      FirstBest best =
          FirstBest.of(composed.kernel(), composed.cost(), composed.limit(), setting.items());
      for (int k = 0; k < greatest.length; k++) {
        greatest[k] = (float) best.search(truth.values(), k * setting.items());
      }
      return greatest;
    }
    int bidders = setting.bidders();
    int items = setting.items();
    float[] greatest = new float[truth.count()];
    Assignment assignment = new Assignment(bidders, items);
    double[] values = new double[bidders * items];
    float[] whole =
        setting.demand() == Demand.COMBINATORIAL
            ? WholeAllocations.of(setting.demand(), bidders, items)
            : new float[0];
    for (int k = 0; k < truth.count(); k++) {
      if (setting.demand() == Demand.COMBINATORIAL) {
        greatest[k] = greatestOf(whole, truth, k);
      } else if (setting.demand() == Demand.UNIT_DEMAND) {
        for (int cell = 0; cell < values.length; cell++) {
          values[cell] = truth.values()[k * values.length + cell];
        }
        greatest[k] = (float) assignment.solve(values, -1, null);
      } else {
        double sum = 0;
        for (int j = 0; j < items; j++) {
          float most = 0;
          for (int i = 0; i < bidders; i++) {
            most = Math.max(most, truth.value(k, i, j));
          }
          sum += most;
        }
        greatest[k] = (float) sum;
      }
    }
    return greatest;
  }

  /** The welfare of the best of some allocations in one profile. */
  private static float greatestOf(float[] allocations, ValuationProfiles truth, int profile) {
    int width = truth.bidders() * truth.items();
    double greatest = 0;
    for (int first = 0; first < allocations.length; first += width) {
      double welfare = 0;
      for (int cell = 0; cell < width; cell++) {
        welfare += (double) allocations[first + cell] * truth.values()[profile * width + cell];
      }
      greatest = Math.max(greatest, welfare);
    }
    return (float) greatest;
  }

  private float[] overAllocation(Outcomes outcomes) {
    if (!setting.sellsItems()) {
      return impossibleQualities(outcomes);
    }
    float[] most = new float[outcomes.count()];
    for (int k = 0; k < outcomes.count(); k++) {
      double worst = 0;
      for (int j = 0; j < setting.items(); j++) {
        double sold = 0;
        for (int i = 0; i < setting.bidders(); i++) {
          sold += outcomes.allocation(k, i, j);
          worst = Math.max(worst, -outcomes.allocation(k, i, j));
        }
        worst = Math.max(worst, sold - 1);
      }
      for (int i = 0; i < setting.bidders() && setting.demand() == Demand.UNIT_DEMAND; i++) {
        double got = 0;
        for (int j = 0; j < setting.items(); j++) {
          got += outcomes.allocation(k, i, j);
        }
        worst = Math.max(worst, got - 1);
      }
      if (setting.demand() == Demand.COMBINATORIAL) {
        worst = Math.max(worst, pairMisallocation(outcomes, k));
      }
      most[k] = (float) worst;
    }
    return most;
  }

  /** By how much a quality is below 0, infinite where one is not finite. */
  private static float[] impossibleQualities(Outcomes outcomes) {
    float[] most = new float[outcomes.count()];
    int width = outcomes.allocation().length / outcomes.count();
    for (int k = 0; k < outcomes.allocation().length; k++) {
      float quality = outcomes.allocation()[k];
      float wrong = Float.isFinite(quality) ? -quality : Float.POSITIVE_INFINITY;
      most[k / width] = Math.max(most[k / width], wrong);
    }
    return most;
  }

  /**
   * By how much the chances of one item, the other and both are none that a bidder can have, or
   * such that no lottery over whole allocations has them all: a bidder who gets a single item, and
   * another who gets both, exclude each other.
   */
  private static double pairMisallocation(Outcomes outcomes, int profile) {
    double worst = 0;
    double pairs = 0;
    double alone = 0; // the bidder who most often gets one item and not the other
    for (int i = 0; i < outcomes.bidders(); i++) {
      double first = outcomes.allocation(profile, i, 0);
      double second = outcomes.allocation(profile, i, 1);
      double both = outcomes.allocation(profile, i, 2);
      worst = Math.max(worst, Math.max(both - Math.min(first, second), first + second - both - 1));
      pairs += both;
      alone = Math.max(alone, first + second - 2 * both);
    }
    return Math.max(worst, pairs + alone - 1);
  }

  /** How far each bidder's probability of winning falls along a sweep of her own report. */
  private float[] monotonicityViolation(Mechanism mechanism, ValuationProfiles truth) {
    int bidders = setting.bidders();
    MisreportGrid grid = new MisreportGrid(setting);
    float[] falls = new float[truth.count() * bidders];
    float[] before = new float[truth.count()];
    for (int i = 0; i < bidders; i++) {
      ValuationProfiles reports = truth.copy();
      Arrays.fill(before, 0);
      for (float report : grid.points(i, 0, SWEEP_POINTS)) {
        for (int k = 0; k < truth.count(); k++) {
          reports.set(k, i, 0, report);
        }
        Outcomes outcomes = mechanism.run(reports);
        for (int k = 0; k < truth.count(); k++) {
          float now = outcomes.allocation(k, i, 0);
          falls[k * bidders + i] += Math.max(0, before[k] - now);
          before[k] = now;
        }
      }
    }
    return falls;
  }
}
