package io.sweepstake.jobs.spark;

import io.sweepstake.core.economics.BlockEvaluation;
import io.sweepstake.core.economics.Evaluation;
import io.sweepstake.core.economics.Evaluator;
import io.sweepstake.core.engine.tiles.NetworkMechanism;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.regret.RegretEstimator;
import io.sweepstake.core.regret.StrongAttack;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.spark.SparkJobInfo;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.JavaSparkStatusTracker;
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
  private static final int PROGRESS_MILLIS = 500;

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

  /** Told, now and then, how much of an evaluation is done. */
  @FunctionalInterface
  public interface Progress {
    void at(int shardsDone, int shards);
  }

  /**
   * The evaluation of a network.
   *
   * @param network as {@link NetworkFile#toBytes}
   */
  public Evaluation evaluate(SparkSession session, byte[] network, Progress progress) {
    Evaluator evaluator = evaluator(setting(NetworkFile.fromBytes(network)));
    // Attacked blocks cost most and come first: dealt round, every task gets its share of them.
    int attacked = (evaluator.attackedProfiles() + Evaluator.BLOCK - 1) / Evaluator.BLOCK;
    int cores = session.sparkContext().defaultParallelism();
    int shards = Math.min(evaluator.blocks(), Math.max(2 * cores, attacked));
    return evaluate(session, network, shards, progress);
  }

  /** The same in so many shards, which does not change the result. */
  Evaluation evaluate(SparkSession session, byte[] network, int shards, Progress progress) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    Broadcast<byte[]> bytes = spark.broadcast(network);
    spark.setJobGroup("evaluation", attack + " regret attack, " + shards + " shards", true);
    try {
      Shard shard = new Shard(this, bytes, shards);
      List<Integer> numbers = IntStream.range(0, shards).boxed().toList();
      JavaFutureAction<List<BlockEvaluation>> blocks =
          spark.parallelize(numbers, shards).flatMap(shard::evaluate).collectAsync();
      return evaluator(setting(NetworkFile.fromBytes(network)))
          .combine(await(blocks, spark.statusTracker(), shards, progress));
    } finally {
      spark.clearJobGroup();
      bytes.unpersist(false);
    }
  }

  private static List<BlockEvaluation> await(
      JavaFutureAction<List<BlockEvaluation>> blocks,
      JavaSparkStatusTracker status,
      int shards,
      Progress progress) {
    while (true) {
      try {
        return blocks.get(PROGRESS_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException notYet) {
        progress.at(done(blocks, status), shards);
      } catch (InterruptedException e) {
        blocks.cancel(true);
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while an evaluation ran", e);
      } catch (ExecutionException e) {
        throw new IllegalStateException("evaluation: " + e.getCause().getMessage(), e.getCause());
      }
    }
  }

  private static int done(
      JavaFutureAction<List<BlockEvaluation>> blocks, JavaSparkStatusTracker status) {
    int done = 0;
    for (int job : blocks.jobIds()) {
      SparkJobInfo info = status.getJobInfo(job);
      for (int stage : info == null ? new int[0] : info.stageIds()) {
        SparkStageInfo tasks = status.getStageInfo(stage);
        done += tasks == null ? 0 : tasks.numCompletedTasks();
      }
    }
    return done;
  }

  /**
   * How many profiles there are in a setting: fewer than asked for, where they are observations.
   */
  public int profilesIn(Setting setting) {
    return evaluator(setting).profiles();
  }

  /** How many of those are attacked. */
  public int attackedProfilesIn(Setting setting) {
    return evaluator(setting).attackedProfiles();
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
            NetworkMechanism.on(Loops.best().get()));
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
