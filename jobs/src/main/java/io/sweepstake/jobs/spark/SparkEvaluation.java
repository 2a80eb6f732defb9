package io.sweepstake.jobs.spark;

import io.sweepstake.core.economics.BlockEvaluation;
import io.sweepstake.core.economics.Evaluation;
import io.sweepstake.core.economics.Evaluator;
import io.sweepstake.core.economics.RegretEstimator;
import io.sweepstake.core.economics.StrongAttack;
import io.sweepstake.core.engine.Engines;
import io.sweepstake.core.engine.NetworkMechanism;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.valuation.Setting;
import io.sweepstake.core.valuation.Settings;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;

/**
 * Evaluates trained networks by the strong attack, the profiles shared out over the cluster.
 *
 * <p>No profile is shipped: a task is a few block numbers, and whoever runs it draws the blocks'
 * profiles. The result does not depend on how many tasks there are, or where they run.
 *
 * @param seed of the profiles, the same for every network
 * @param profiles on which revenue is measured, at least 1
 * @param attackedProfiles how many of them are attacked, from 1 to {@code profiles}
 * @param attack how hard
 */
public record SparkEvaluation(long seed, int profiles, int attackedProfiles, Attack attack)
    implements Serializable {

  /** How hard bidders look for misreports. */
  public enum Attack {
    /** Coarser grids and fewer ascents: what trials are ranked by. */
    QUICK,
    /** What is reported. */
    STRONG;

    RegretEstimator estimator() {
      return this == STRONG
          ? StrongAttack.standard()
          : new StrongAttack(101, 31, 51, 2, 8, 60, 0.05, 0.001);
    }
  }

  public SparkEvaluation {
    Objects.requireNonNull(attack, "attack");
    if (attackedProfiles < 1 || profiles < attackedProfiles) {
      throw new IllegalArgumentException(
          "profiles: must be at least the attacked ones, and those at least 1, were "
              + profiles
              + " and "
              + attackedProfiles);
    }
  }

  /**
   * The evaluations of some networks, in their order.
   *
   * @param networks as {@link NetworkFile#toBytes}
   */
  public List<Evaluation> evaluate(SparkSession session, List<byte[]> networks) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    List<Evaluation> evaluations = new ArrayList<>();
    for (byte[] bytes : networks) {
      Evaluator evaluator = evaluator(setting(NetworkFile.fromBytes(bytes)));
      // Attacked blocks cost most and come first: dealt round, every task gets its share of them.
      int shards = Math.min(evaluator.blocks(), 2 * spark.defaultParallelism());
      Broadcast<byte[]> network = spark.broadcast(bytes);
      spark.setJobGroup("evaluation", "strong regret attack, " + shards + " shards", true);
      try {
        Shard shard = new Shard(this, network, shards);
        List<Integer> numbers = IntStream.range(0, shards).boxed().toList();
        evaluations.add(
            evaluator.combine(
                spark.parallelize(numbers, shards).flatMap(shard::evaluate).collect()));
      } finally {
        spark.clearJobGroup();
        network.unpersist(false);
      }
    }
    return evaluations;
  }

  /** The same on this thread, without Spark. */
  public Evaluation evaluate(NetworkFile network) {
    return evaluator(setting(network)).evaluate(mechanism(network));
  }

  private Evaluator evaluator(Setting setting) {
    return new Evaluator(setting, seed, profiles, attackedProfiles, attack.estimator());
  }

  private static Setting setting(NetworkFile network) {
    return Settings.named(network.setting(), OptionalInt.of(network.bidders()));
  }

  private static Mechanism mechanism(NetworkFile network) {
    return MechanismFamilies.named(network.family())
        .mechanism(
            setting(network),
            network.architecture(),
            network.weights(),
            NetworkMechanism.on(Engines.best().get()));
  }

  /** What a task needs. */
  private record Shard(SparkEvaluation evaluation, Broadcast<byte[]> bytes, int shards)
      implements Serializable {
    Iterator<BlockEvaluation> evaluate(int shard) {
      NetworkFile network = NetworkFile.fromBytes(bytes.value());
      Evaluator evaluator = evaluation.evaluator(setting(network));
      return evaluator.evaluate(mechanism(network), evaluator.blocksOf(shard, shards)).iterator();
    }
  }
}
