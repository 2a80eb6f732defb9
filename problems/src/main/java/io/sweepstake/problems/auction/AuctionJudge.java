package io.sweepstake.problems.auction;

import io.sweepstake.core.economics.BlockEvaluation;
import io.sweepstake.core.economics.Estimate;
import io.sweepstake.core.economics.Evaluation;
import io.sweepstake.core.economics.Evaluator;
import io.sweepstake.core.economics.KnownOptimum;
import io.sweepstake.core.economics.OptimumAlarm;
import io.sweepstake.core.engine.tiles.NetworkMechanism;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.regret.RegretEstimator;
import io.sweepstake.core.regret.StrongAttack;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.sweeps.problem.Judge;
import io.sweepstake.sweeps.problem.MetricColumn;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Evaluates trained networks on fresh profiles and by an attack.
 *
 * @param setting its name
 * @param bidders how many
 * @param seed of the profiles, the same for every network
 * @param profiles on which revenue is measured, at least 1
 * @param attackedProfiles how many of them are attacked, from 1 to {@code profiles}
 * @param attack how hard
 */
public record AuctionJudge(
    String setting, int bidders, long seed, int profiles, int attackedProfiles, Attack attack)
    implements Judge {

  /** How hard bidders look for misreports. */
  public enum Attack {
    /** Coarser grids and fewer ascents: what trials are ranked by. */
    QUICK,
    /** What is reported. */
    STRONG;

    RegretEstimator estimator() {
      return this == STRONG ? StrongAttack.standard() : TrialEvaluation.attack();
    }
  }

  public AuctionJudge {
    Objects.requireNonNull(attack, "attack");
    if (attackedProfiles < 1 || profiles < attackedProfiles) {
      throw new IllegalArgumentException(
          "profiles: must be at least the attacked ones, and those at least 1, were "
              + profiles
              + " and "
              + attackedProfiles);
    }
  }

  @Override
  public String name() {
    return attack + " regret attack";
  }

  @Override
  public String artifact() {
    return AuctionTrainings.NETWORK;
  }

  /** Fewer profiles than asked for, where they are observations. */
  @Override
  public SortedMap<String, Object> identity() {
    SortedMap<String, Object> identity = new TreeMap<>();
    identity.put("attack", attack.name().toLowerCase(Locale.ROOT));
    identity.put("seed", seed);
    identity.put("profiles", (long) evaluator().profiles());
    identity.put("attacked_profiles", (long) evaluator().attackedProfiles());
    return identity;
  }

  @Override
  public String fingerprint(byte[] artifact) {
    return NetworkFile.fromBytes(artifact).fingerprint();
  }

  @Override
  public String fingerprintColumn() {
    return "network";
  }

  /** Attacked blocks cost most and come first: dealt round, every task gets its share of them. */
  @Override
  public int shards(int cores) {
    int attacked = (evaluator().attackedProfiles() + Evaluator.BLOCK - 1) / Evaluator.BLOCK;
    return Math.min(evaluator().blocks(), Math.max(2 * cores, attacked));
  }

  @Override
  public byte[] shard(byte[] artifact, int shard, int shards) {
    return BlockBytes.write(
        evaluator()
            .evaluate(
                mechanism(NetworkFile.fromBytes(artifact)), evaluator().blocksOf(shard, shards)));
  }

  @Override
  public Metrics combine(List<byte[]> shards) {
    List<BlockEvaluation> blocks = new ArrayList<>();
    shards.forEach(shard -> blocks.addAll(BlockBytes.read(shard)));
    return AuctionMetrics.ofJudgement(evaluator().combine(blocks));
  }

  /** The same on this thread, all at once. */
  public Evaluation evaluate(NetworkFile network) {
    return evaluator().evaluate(mechanism(network));
  }

  @Override
  public List<MetricColumn> metrics() {
    return AuctionMetrics.ofJudgements();
  }

  @Override
  public Metrics derived(Metrics found) {
    return AuctionMetrics.derived(known(), found);
  }

  @Override
  public List<Metric> shown() {
    List<Metric> shown =
        new ArrayList<>(
            List.of(
                AuctionMetrics.REVENUE,
                AuctionMetrics.REVENUE_SE,
                AuctionMetrics.REGRET,
                AuctionMetrics.REGRET_SE,
                AuctionMetrics.REGRET_WORST_BIDDER,
                AuctionMetrics.REGRET_P95,
                AuctionMetrics.REGRET_MAX,
                AuctionMetrics.STRONG_OVER_CHEAP,
                AuctionMetrics.IR_VIOLATION_MAX,
                AuctionMetrics.EFFICIENCY));
    if (KnownOptimum.of(known()).isPresent()) {
      shown.add(AuctionMetrics.OPTIMUM_GAP);
    }
    return shown;
  }

  @Override
  public List<Metric> headline() {
    return shown().subList(0, 4);
  }

  @Override
  public List<String> alarms(Metrics found) {
    if (found.value(AuctionMetrics.REVENUE).isEmpty()) {
      return List.of();
    }
    Estimate revenue =
        new Estimate(
            found.value(AuctionMetrics.REVENUE).getAsDouble(),
            found.value(AuctionMetrics.REVENUE_SE).orElse(0),
            0,
            0,
            profiles);
    return OptimumAlarm.of(known(), revenue).stream().toList();
  }

  private Setting known() {
    return Settings.named(setting, OptionalInt.of(bidders));
  }

  private Evaluator evaluator() {
    return new Evaluator(known(), seed, profiles, attackedProfiles, attack.estimator());
  }

  private Mechanism mechanism(NetworkFile network) {
    if (!network.setting().equals(setting) || network.bidders() != bidders) {
      throw new IllegalArgumentException(
          "network: must be for "
              + setting
              + " with "
              + bidders
              + " bidders, was for "
              + network.setting()
              + " with "
              + network.bidders());
    }
    return MechanismFamilies.named(network.family())
        .mechanism(
            known(),
            network.architecture(),
            network.weights(),
            NetworkMechanism.on(Loops.best().get()));
  }
}
