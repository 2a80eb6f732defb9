package io.sweepstake.jobs.spark;

import io.sweepstake.sweeps.problem.RunningTrials;
import io.sweepstake.sweeps.problem.RunningTrials.Position;
import io.sweepstake.sweeps.problem.Worker;
import io.sweepstake.sweeps.study.Trial;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import scala.collection.JavaConverters;

/**
 * Puts what executors' heartbeats tell about trials under way into the driver's {@link
 * RunningTrials}. Of trials that are no longer under way nothing is believed: news may be late.
 */
final class TrialNews extends SparkListener {
  private final String study;
  private final long source;
  private final Set<Integer> underWay = new HashSet<>();

  /**
   * @param study its name
   * @param source the id of the {@link TrialPositions} that brings the news
   */
  TrialNews(String study, long source) {
    this.study = study;
    this.source = source;
  }

  synchronized void sent(List<Trial> pack) {
    pack.forEach(trial -> underWay.add(trial.number()));
  }

  synchronized void ended(List<Trial> pack) {
    for (Trial trial : pack) {
      underWay.remove(trial.number());
      Worker.ofThisProcess().running().left(study, trial.number());
    }
  }

  @Override
  public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate heartbeat) {
    for (var task : JavaConverters.seqAsJavaList(heartbeat.accumUpdates())) {
      for (AccumulableInfo news : JavaConverters.seqAsJavaList(task._4())) {
        if (news.id() == source && news.update().isDefined()) {
          take((Map<?, ?>) news.update().get());
        }
      }
    }
  }

  private synchronized void take(Map<?, ?> positions) {
    positions.forEach(
        (trial, position) -> {
          if (underWay.contains((Integer) trial)) {
            Worker.ofThisProcess().running().at(study, (Integer) trial, (Position) position);
          }
        });
  }
}
