package io.sweepstake.problems.auction.explanation;

import io.sweepstake.core.engine.Device;
import io.sweepstake.core.engine.Engines;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.training.DivergedException;
import io.sweepstake.core.training.Training;
import io.sweepstake.core.training.TrainingListener;
import io.sweepstake.core.training.TrainingPlan;
import io.sweepstake.problems.auction.AuctionKind;
import io.sweepstake.problems.auction.AuctionProblem;
import io.sweepstake.sweeps.problem.Sharded;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Trainings of several seeds, each by any worker, with checkpoints along the way: more of them at
 * the start, where more happens. Of a training that diverged there are none.
 *
 * @param settings of the {@link AuctionProblem}, its hyper-parameters fixed
 * @param seeds from 1, so many; at least 1
 * @param checkpoints after the untrained network, at least 1
 */
record Course(SortedMap<String, String> settings, int seeds, int checkpoints) implements Sharded {
  Course {
    settings = new TreeMap<>(settings);
  }

  @Override
  public String name() {
    return "trainings";
  }

  @Override
  public int shards(int cores) {
    return seeds;
  }

  @Override
  public byte[] shard(byte[] nothing, int shard, int shards) {
    List<Subject> subjects = new ArrayList<>();
    for (int k = shard; k < seeds; k += shards) {
      subjects.addAll(train(k + 1));
    }
    return Subject.toBytes(subjects);
  }

  /** The steps at which a training is looked at, ascending, from 0. */
  static long[] steps(long iterations, int checkpoints) {
    List<Long> steps = new ArrayList<>();
    for (int k = 0; k <= checkpoints; k++) {
      double share = (double) k / checkpoints;
      long step = Math.round(iterations * share * share);
      if (steps.isEmpty() || step > steps.get(steps.size() - 1)) {
        steps.add(step);
      }
    }
    return steps.stream().mapToLong(Long::longValue).toArray();
  }

  /** What a training's networks are called. */
  static String name(long seed) {
    return "seed " + seed;
  }

  private List<Subject> train(long seed) {
    AuctionProblem problem = new AuctionKind().auction(settings);
    TrainingPlan plan = problem.plan(problem.fixed(), seed);
    Training training = plan.start(Engines.best(Device.CPU));
    List<Subject> subjects = new ArrayList<>();
    try {
      for (long step : steps(plan.iterations(), checkpoints)) {
        training.advance(step, plan.iterations(), TrainingListener.NONE);
        NetworkFile network =
            new NetworkFile(
                plan.setting().name(),
                plan.setting().bidders(),
                plan.family().name(),
                plan.architecture(),
                training.weights());
        subjects.add(new Subject(name(seed), step, network));
      }
    } catch (DivergedException diverged) {
      return List.of(); // there is nothing to be asked
    }
    return subjects;
  }
}
