package io.sweepstake.jobs.spark;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.pruner.NoPruner;
import io.sweepstake.sweeps.run.Budget;
import io.sweepstake.sweeps.run.Progress;
import io.sweepstake.sweeps.run.Sweep;
import io.sweepstake.sweeps.run.SweepListener;
import io.sweepstake.sweeps.run.SweepPlan;
import io.sweepstake.sweeps.run.TrialExecutor;
import io.sweepstake.sweeps.run.trial.Evaluation;
import io.sweepstake.sweeps.run.trial.Packing;
import io.sweepstake.sweeps.sampler.RandomSampler;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.store.InMemoryTrialStore;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("spark")
class ClusterLostTest {
  private static final Metric LOSS = Metric.of("loss");

  @Test
  void aSweepWhoseSparkIsGoneEndsWithASentence() {
    SparkSession spark = SparkSessions.open(null, 1);
    StudySpec spec =
        StudySpec.of(
            "lost",
            SearchSpace.of(FloatParam.uniform("x", -1, 1)),
            Objective.of(Goal.minimize(LOSS)),
            3);
    SweepListener stopsSpark =
        new SweepListener() {
          @Override
          public void told(Trial trial, Progress progress) {
            spark.stop();
          }
        };
    try (TrialExecutor executor =
        new SparkTrialExecutor(
            spark, Evaluation.eachTrial(trial -> Metrics.of(LOSS, 1)), 1, Packing.SINGLE, "lost")) {
      Sweep sweep =
          new Sweep(
              new InMemoryTrialStore(spec),
              new RandomSampler(),
              new NoPruner(),
              executor,
              SweepPlan.asynchronous(Budget.total(3), 1),
              stopsSpark);
      assertThatThrownBy(sweep::run)
          .isInstanceOf(ClusterLostException.class)
          .hasMessageContaining("Spark has stopped")
          .hasMessageContaining("sweepstake resume");
    }
  }
}
