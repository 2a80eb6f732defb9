package io.sweepstake.problems.auction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.store.parquet.ParquetTrialStore;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Constraint;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be asked of a study with two goals. */
class FrontCommandsTest {
  private static final Metric REVENUE = Metric.of("revenue");
  private static final Metric REGRET = Metric.of("regret");
  private static final Metric COST = Metric.of("cost");
  private static final SearchSpace SPACE =
      SearchSpace.of(FloatParam.uniform("x", 0, 1), FloatParam.uniform("idle", 0, 1));

  @TempDir static Path home;
  private static Path study;

  /** Revenue rises with x, and so does regret; the odd trials are dominated. */
  @BeforeAll
  static void fill() {
    Objective objective =
        Objective.of(Goal.maximize(REVENUE), Goal.minimize(REGRET))
            .subjectTo(Constraint.atMost(REGRET, 0.5));
    StudySpec spec = StudySpec.of("two", SPACE, objective, 1).withMetrics(COST);
    study = home.resolve("two");
    var directory = new org.apache.hadoop.fs.Path(study.toString());
    try (ParquetTrialStore store =
        ParquetTrialStore.openOrCreate(directory, new Configuration(), spec)) {
      for (int k = 0; k < 40; k++) {
        double x = k / 40.0;
        Point point = Point.decode(SPACE, new double[] {x, k * 0.37 % 1});
        Trial asked = Trial.asked(k, point, 1, new Ask(k, "test"), Instant.EPOCH);
        Metrics metrics = Metrics.of(REVENUE, x, REGRET, x * x + (k % 2) * 0.06).with(COST, 1 - x);
        store.commit(store.read(), List.of(asked));
        store.commit(store.read(), List.of(asked.completed(metrics, Instant.EPOCH)));
      }
    }
  }

  @Test
  void theFrontIsATableByTheFirstGoal() {
    Run run = Run.of("pareto", study, "--format", "csv", "--reference", "0,0.5");
    assertThat(run.code()).isZero();
    assertThat(run.lines().get(0))
        .isEqualTo("number,values_0,values_1,feasible,revenue,regret,cost,params_x,params_idle");
    // Up to x = 0.7, whose square is 0.49.
    assertThat(run.lines().get(1)).startsWith("28,0.7,0.48999");
    assertThat(run.lines()).hasSize(1 + 15);
    assertThat(run.err()).startsWith("15 of 40 completed trials on the front; hypervolume 0.2");
    assertThat(run.err()).contains("up to (maximize revenue: 0, minimize regret: 0.5)");
    assertThat(Run.of("pareto", study).lines().get(0)).doesNotContain("cost").contains("params_x");
  }

  @Test
  void theReferenceMustFitTheGoals() {
    Run run = Run.of("pareto", study, "--reference", "0");
    assertThat(run.code()).isNotZero();
    assertThat(run.err()).contains("the reference must have a value for each of");
  }

  @Test
  void noOneTrialIsTheBest() throws IOException {
    Run run = Run.of("best", study, "--top", 3, "--format", "csv");
    assertThat(run.lines()).hasSize(4);
    assertThat(run.err()).contains("several goals have no one best trial", "sweepstake pareto");
    assertThat(Files.readString(study.resolve("best.json")))
        .contains("\"goals\" : [ \"maximize revenue\", \"minimize regret\" ]", "\"front\" : [ {")
        .contains("\"number\" : 28")
        .doesNotContain("\"number\" : 29");
  }

  @Test
  void importanceIsOfTheFrontOrOfATarget() {
    Run forest =
        Run.of("importance", study, "--method", "fanova", "--target", "revenue", "--format", "csv");
    assertThat(forest.lines().get(0)).isEqualTo("param,importance,raw");
    assertThat(forest.lines().get(1)).startsWith("x,0.9");
    assertThat(forest.lines().get(2)).startsWith("idle,");
    assertThat(Run.of("importance", study, "--format", "csv").lines()).hasSize(3);
    assertThat(Run.of("importance", study, "--target", "minimize cost").lines().get(2))
        .startsWith("x ");
  }

  @Test
  void whatCannotBeAskedIsSaid() {
    Run forest = Run.of("importance", study, "--method", "fanova");
    assertThat(forest.code()).isNotZero();
    assertThat(forest.err()).contains("a study with several goals needs a target");
    Run method = Run.of("importance", study, "--method", "shap");
    assertThat(method.code()).isEqualTo(2);
    assertThat(method.err()).contains("--method: must be ped-anova or fanova, was shap");
    Run metric = Run.of("importance", study, "--target", "revenu");
    assertThat(metric.err()).contains("no metric is called revenu; did you mean revenue?");
  }
}
