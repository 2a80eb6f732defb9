package io.sweepstake.problems.auction.explanation;

import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.training.TrainingPlan;
import io.sweepstake.core.training.TrainingSpec;
import io.sweepstake.problems.auction.AuctionKind;
import io.sweepstake.problems.auction.AuctionProblem;
import java.io.Serializable;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * On what, and how, networks are asked: the same for all of them.
 *
 * @param settings of the {@link AuctionProblem} whose trainings heads and layers are trained again
 *     by; its hyper-parameters are fixed
 * @param profiles that are attacked for probes; at least {@value #LEAST_PROFILES}
 * @param seed of the profiles, and of all else that is drawn
 * @param truthful whether checkpoints of one bidder's networks are made truthful, too
 */
record Circumstances(SortedMap<String, String> settings, int profiles, long seed, boolean truthful)
    implements Serializable {
  /** Fewer have nothing held out to speak of. */
  static final int LEAST_PROFILES = 256;

  Circumstances {
    settings = new TreeMap<>(settings);
    if (profiles < LEAST_PROFILES) {
      throw new IllegalArgumentException(
          "profiles: must be at least " + LEAST_PROFILES + ", was " + profiles);
    }
  }

  /** Profiles that are attacked for patches, and at each checkpoint of a training. */
  int fewerProfiles() {
    return profiles / 4;
  }

  /** Profiles that are attacked of what was trained anew. */
  int fewestProfiles() {
    return profiles / 8;
  }

  Setting setting() {
    return problem().setting();
  }

  AuctionProblem problem() {
    return new AuctionKind().auction(settings);
  }

  /**
   * How networks of an architecture are trained.
   *
   * @param name of the network that is trained anew: what is drawn for it is its own
   * @throws IllegalArgumentException if the family is trained otherwise than against misreports
   */
  TrainingSpec training(String name, Architecture architecture) {
    AuctionProblem problem = problem();
    long own = Seeds.derive(seed, name, 0);
    TrainingPlan plan = problem.plan(problem.fixed(), own);
    if (!(plan instanceof TrainingSpec spec)) {
      throw new IllegalArgumentException(
          "explain: is for networks of layers, but family "
              + problem.family().name()
              + " is truthful by construction");
    }
    return new TrainingSpec(
        spec.setting(),
        spec.family(),
        architecture,
        spec.loss(),
        spec.monotonicityPrice(),
        spec.misreports(),
        spec.descent(),
        spec.profiles(),
        spec.batch(),
        spec.iterations(),
        own,
        spec.start());
  }
}
