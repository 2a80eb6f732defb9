package io.sweepstake.problems.auction;

import io.sweepstake.sweeps.problem.Training;
import io.sweepstake.sweeps.problem.Trainings;
import io.sweepstake.sweeps.study.Trial;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The trainings of a study of several families, each of the family that its trial says.
 *
 * @param settings of the {@link FamilyChoice}
 * @param like how a training of any one family of the study is started
 * @param steps of every trial
 */
record FamilyTrainings(SortedMap<String, String> settings, AuctionTrainings like, long steps)
    implements Trainings {
  FamilyTrainings {
    settings = new TreeMap<>(settings);
  }

  @Override
  public Training start(Trial trial) {
    AuctionProblem problem = new AuctionKind().problem(settings).of(trial);
    return new ScaledTraining(like.of(problem.settings()).start(trial), problem.steps(), steps);
  }
}
