package io.sweepstake.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.jobs.config.Limits;
import io.sweepstake.sweeps.problem.Judge;
import io.sweepstake.sweeps.problem.MetricColumn;
import io.sweepstake.sweeps.problem.Problem;
import io.sweepstake.sweeps.problem.ProblemKind;
import io.sweepstake.sweeps.problem.TrialOrder;
import io.sweepstake.sweeps.problem.Tunable;
import io.sweepstake.sweeps.problem.template.NumberBytes;
import io.sweepstake.sweeps.problem.template.SampledJudge;
import io.sweepstake.sweeps.run.Budget;
import io.sweepstake.sweeps.run.trial.TrialFunction;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.store.parquet.StudyFolder;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Constraint;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Seeds;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verdicts on trials whose gain and loss are what their artifacts say, by the draws. */
class FinishTest {
  private static final Metric GAIN = Metric.of("gain");
  private static final Metric LOSS = Metric.of("loss");
  private static final SearchSpace SPACE = SearchSpace.of(FloatParam.uniform("x", 0, 100));
  private static final Objective OBJECTIVE =
      Objective.of(Goal.maximize(GAIN)).subjectTo(Constraint.atMost(LOSS, 1));
  private static final StudySpec SPEC = StudySpec.of("verdicts", SPACE, OBJECTIVE, 7);
  private static final StudyDefinition STUDY = new StudyDefinition(new Told(), SPEC);
  private static final Finish.Again NEVER =
      (points, seeds) -> {
        throw new AssertionError("nothing was to be run again");
      };

  @TempDir Path directory;

  private final List<Trial> trials = new ArrayList<>();
  private final List<byte[]> left = new ArrayList<>();
  private Optional<Verdict> kept = Optional.empty();
  private int judged;

  @Test
  void whatIsNamedKeepsTheConstraintOnDrawsThatItWasNotChosenByToo() throws Exception {
    trial("default", 5, 0.5, 5, 0.5);
    trial("random", 9, 0.9, 9, 1.1);
    trial("random", 8, 0.9, 7.5, 0.8);

    Verdict verdict = finish(2, 0, NEVER).verdict().orElseThrow();

    assertThat(verdict.trial()).isEqualTo(2);
    assertThat(verdict.keeps()).isTrue();
    assertThat(verdict.metrics().value(GAIN).getAsDouble()).isCloseTo(7.5, within(0.01));
    assertThat(verdict.artifact()).hasValue("artifacts/trial-2-left");
    assertThat(verdict.why())
        .startsWith("trial 2 is the best of 3 finalists judged anew; on other draws than those it")
        .contains("draws 16", "it keeps the constraint too: gain 7.5", "loss 0.8")
        .containsPattern(
            "; trial 1, ranked before it, breaks the constraint there: gain [89].*loss 1");
  }

  @Test
  void theGainIsThePairedDifferenceToTheDefaultThoughItIsNoFinalist() throws Exception {
    trial("default", 1, 0.5, 1.25, 0.5);
    trial("random", 8, 0.9, 8, 0.9);
    trial("random", 9, 0.9, 9, 0.9);

    Finish.Outcome outcome = finish(1, 0, NEVER);

    assertThat(outcome.finalists().finalists())
        .extracting(Finalist::name)
        .containsExactly("trial 2", "trial 0 (default)");
    Gain gain = outcome.verdict().orElseThrow().gain();
    assertThat(gain.best().standardError().getAsDouble()).as("the draws vary").isPositive();
    assertThat(gain.difference().orElseThrow().value()).isCloseTo(7.75, within(1e-9));
    assertThat(gain.difference().orElseThrow().standardError().getAsDouble())
        .as("both met the same")
        .isCloseTo(0, within(1e-9));
    assertThat(outcome.verdict().orElseThrow().gained())
        .matches(
            "best 9\\.00\\d+ ± \\S+, default 1\\.25\\d+ ± \\S+, gain 7\\.75000+ ± \\S+ after 3"
                + " trials, 6\\.0 processor seconds");
  }

  @Test
  void whereTheDefaultIsTheBestThereIsNoGain() throws Exception {
    trial("default", 9, 0.5, 9, 0.5);
    trial("random", 8, 0.9, 8, 0.9);
    assertThat(finish(2, 0, NEVER).verdict().orElseThrow().gained())
        .contains(" is the default, gain 0 after 2 trials");
  }

  @Test
  void whereNoneKeepsTheConstraintTheOneThatBreaksItLeastIsNamedAndSaysSo() throws Exception {
    trial("default", 5, 1.5, 5, 1.5);
    trial("random", 9, 1.25, 9, 1.25);

    Verdict verdict = finish(2, 0, NEVER).verdict().orElseThrow();

    assertThat(verdict.trial()).isEqualTo(1);
    assertThat(verdict.keeps()).isFalse();
    assertThat(verdict.why())
        .startsWith("no finalist keeps to the constraint judged anew; trial 1 breaks it");
    assertThat(verdict.gained()).contains("(breaks the constraint), default");
  }

  @Test
  void aLuckySeedLosesToABetterPoint() throws Exception {
    trial("default", 3, 0.5, 3, 0.5);
    trial("random", 9, 0.9, 9, 0.9);
    trial("random", 8, 0.9, 8, 0.9);
    double[][] again = {{3, 5}, {4, 6}, {8.25, 8.75}};

    Verdict verdict = finish(2, 2, (points, seeds) -> rows(points, again)).verdict().orElseThrow();

    assertThat(verdict.name()).isEqualTo("trial 2, seed 2");
    assertThat(verdict.artifact()).hasValue("retrained/artifacts/trial-5-left");
    assertThat(verdict.why()).startsWith("trial 2, seed 2: its point is the best of 3");
    Gain gain = verdict.gain();
    assertThat(gain.seeds()).isEqualTo(2);
    assertThat(gain.best().value()).isCloseTo(8.5, within(0.01));
    assertThat(gain.best().standardError().getAsDouble()).isCloseTo(0.25, within(1e-6));
    assertThat(gain.standard().orElseThrow().value()).isCloseTo(4, within(0.01));
    assertThat(gain.difference().orElseThrow().standardError().getAsDouble())
        .as("of 5.25 and 3.75")
        .isCloseTo(0.75, within(1e-6));
  }

  @Test
  void aPointThatFailsWithAFreshSeedComesLast() throws Exception {
    trial("random", 9, 0.9, 9, 0.9);
    trial("random", 8, 0.9, 8, 0.9);
    double[][] again = {{9, Double.NaN}, {7, 7}};
    assertThat(finish(2, 2, (points, seeds) -> rows(points, again)).verdict().orElseThrow().trial())
        .isEqualTo(1);
  }

  @Test
  void itIsRunAgainByItselfOnlyWhereThatCostsLessThanAQuarterOfTheSweep() {
    for (int k = 0; k < 100; k++) {
      trial("random", k, 0.9, k, 0.9);
    }
    Judge judge = STUDY.problem().judge(1).orElseThrow();
    History history = history();
    List<Trial> four = trials.subList(0, 4);
    assertThat(Retraining.seeds(order(3, -1), STUDY, history, four, judge)).isEqualTo(3);
    History half = History.empty(SPEC);
    for (Trial trial : trials.subList(0, 48)) {
      half = half.with(trial);
    }
    assertThat(Retraining.seeds(order(3, -1), STUDY, half, four, judge)).isZero();
    assertThat(Retraining.seeds(order(3, 5), STUDY, half, four, judge)).isEqualTo(5);
  }

  @Test
  void whereNothingHasChangedTheVerdictStandsAndNothingIsJudged() throws Exception {
    trial("default", 5, 0.5, 5, 0.5);
    trial("random", 9, 0.9, 9, 0.9);
    Optional<Verdict> first = finish(1, 0, NEVER).verdict();
    assertThat(judged).as("two, on two sets of draws").isEqualTo(4);
    kept = first;
    assertThat(finish(1, 0, NEVER).verdict()).isEqualTo(first);
    assertThat(judged).isEqualTo(4);
    trial("random", 8, 0.9, 8, 0.9);
    assertThat(finish(1, 0, NEVER).verdict().orElseThrow().trials()).isEqualTo(3);
  }

  @Test
  void withoutJudgingTheTrialsOwnMeasureDecides() throws Exception {
    trial("default", 5, 0.5, 0, 0);
    trial("random", 9, 0.9, 0, 0);
    Verdict verdict = finish(0, -1, NEVER).verdict().orElseThrow();
    assertThat(verdict.trial()).isEqualTo(1);
    assertThat(verdict.artifact()).isEmpty();
    assertThat(verdict.why()).contains("by the trials' own measure; none was judged anew");
    assertThat(verdict.gained()).startsWith("best 9.00000, default 5.00000, gain 4.00000 after");
    assertThatThrownBy(() -> Retraining.check(STUDY, order(0, 3)))
        .hasMessage("retrain: must be 0 where there are no finalists, was 3");
  }

  @Test
  void whatIsKeptReadsBackAndTheFileForPeopleNamesTheSame() throws Exception {
    trial("default", 5, 0.5, 5, 0.5);
    trial("random", 9, 0.9, 9, 0.9);
    Verdict verdict = finish(2, 0, NEVER).verdict().orElseThrow();
    StudyFolder files = new StudyFolder(directory.toString());
    verdict.writeTo(files, history());
    assertThat(Verdict.in(files, history())).hasValue(verdict);
    assertThat(Files.readString(directory.resolve("best.json")))
        .contains("\"number\" : 1", "\"feasible\" : true", verdict.why(), verdict.gained());
    History own = history();
    Trial named = trials.get(1);
    trials.set(
        1,
        Trial.asked(1, named.point(), named.seed(), named.ask(), Instant.EPOCH.plusMillis(1))
            .completed(named.state().metrics(), Instant.EPOCH.plusSeconds(2))
            .withTellIndex(1));
    assertThatThrownBy(() -> Verdict.in(files, history()))
        .hasMessageContaining("verdict.json: names trial 1 of another study; delete it");
    assertThat(Verdict.in(files, own)).hasValue(verdict);
    Files.writeString(directory.resolve("verdict.json"), "{\"number\": 1}");
    assertThatThrownBy(() -> Verdict.in(files, history()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("verdict.json: must say");
  }

  private void trial(String source, double... gainAndLossByDraws) {
    int number = trials.size();
    Trial row =
        Trial.asked(number, point(number), SPEC.seed(), new Ask(number, source), Instant.EPOCH)
            .started(Instant.EPOCH)
            .completed(
                Metrics.of(GAIN, gainAndLossByDraws[0], LOSS, gainAndLossByDraws[1]),
                Instant.EPOCH.plusSeconds(2));
    trials.add(row.withTellIndex(number));
    left.add(NumberBytes.of(gainAndLossByDraws));
  }

  private static Point point(int number) {
    return Point.of(SPACE, Map.of("x", (double) number));
  }

  private History history() {
    return History.of(SPEC, trials);
  }

  private Finish.Outcome finish(int finalists, int retrain, Finish.Again again) throws Exception {
    Scoring.Shards here =
        (judge, artifact, progress) -> {
          judged++;
          return IntStream.range(0, 3).mapToObj(k -> judge.shard(artifact, k, 3)).toList();
        };
    return new Finish(
            STUDY,
            history(),
            here,
            RunListener.SILENT,
            directory.toString(),
            (trial, name) -> Optional.of(left.get(trial)))
        .of(order(finalists, retrain), kept, again);
  }

  private static RunOrder order(int finalists, int retrain) {
    return new RunOrder(
        Budget.total(1),
        OptionalInt.of(1),
        OptionalInt.empty(),
        true,
        finalists,
        retrain < 0 ? OptionalInt.empty() : OptionalInt.of(retrain),
        true,
        Limits.of(Map.of()),
        Optional.empty(),
        List.of(),
        Map.of());
  }

  /** What came of points with fresh seeds: gains by trial and seed; NaN where it failed. */
  private static List<Retraining.Again> rows(List<Trial> points, double[][] gains) {
    List<Retraining.Again> rows = new ArrayList<>();
    for (Trial point : points) {
      for (int seed = 1; seed <= 2; seed++) {
        double gain = gains[point.number()][seed - 1];
        Trial asked =
            Trial.asked(
                2 * point.number() + seed - 1,
                point.point(),
                1,
                new Ask(0, Ask.ENQUEUED),
                Instant.EPOCH);
        boolean failed = Double.isNaN(gain);
        rows.add(
            new Retraining.Again(
                point,
                seed,
                failed
                    ? asked.failed(
                        io.sweepstake.sweeps.study.TrialState.Cause.DIVERGED, "", Instant.EPOCH)
                    : asked.completed(Metrics.of(GAIN, gain, LOSS, 0.5), Instant.EPOCH),
                failed ? Optional.empty() : Optional.of(NumberBytes.of(gain, 0.5, gain, 0.5))));
      }
    }
    return rows;
  }

  /** Trials of ten steps, judged as their artifacts say: one way to choose, another way afresh. */
  private record Told() implements Problem {
    @Override
    public Optional<Judge> judge(long seed) {
      boolean choosing = seed == Seeds.derive(SPEC.seed(), "finalists", 0);
      return Optional.of(
          new SampledJudge(
              "told",
              "left",
              seed,
              16,
              metrics(),
              (artifact, draw) -> {
                double[] told = NumberBytes.read(artifact, 4);
                double noise = 1e-3 * draw.nextDouble();
                int first = choosing ? 0 : 2;
                return Metrics.of(GAIN, told[first] + noise, LOSS, told[first + 1] + noise);
              }));
    }

    @Override
    public List<MetricColumn> metrics() {
      return List.of(MetricColumn.any("gain", "", ""), MetricColumn.any("loss", "", ""));
    }

    @Override
    public long steps() {
      return 10;
    }

    @Override
    public ProblemKind kind() {
      throw new UnsupportedOperationException();
    }

    @Override
    public SortedMap<String, String> settings() {
      return new TreeMap<>();
    }

    @Override
    public List<Tunable<?>> tunables() {
      return List.of();
    }

    @Override
    public Objective defaultObjective() {
      return OBJECTIVE;
    }

    @Override
    public TrialFunction trials(TrialOrder order) {
      throw new UnsupportedOperationException();
    }
  }
}
