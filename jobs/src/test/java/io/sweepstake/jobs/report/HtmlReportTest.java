package io.sweepstake.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.sweeps.figure.Axis;
import io.sweepstake.sweeps.figure.Figure;
import io.sweepstake.sweeps.figure.Layer;
import io.sweepstake.sweeps.figure.Mark;
import io.sweepstake.sweeps.figure.Section;
import io.sweepstake.sweeps.figure.Series;
import io.sweepstake.sweeps.problem.Reference;
import io.sweepstake.sweeps.problem.TradeOff;
import io.sweepstake.sweeps.problem.Words;
import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Constraint;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState.Cause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
  private static final Metric REVENUE = Metric.of("revenue");
  private static final Metric REGRET = Metric.of("regret");
  private static final SearchSpace SPACE =
      SearchSpace.of(
          FloatParam.log("lambda0", 0.1, 10),
          IntParam.uniform("width", 16, 64),
          CategoricalParam.of("loss", "budget", "lagrangian"),
          FloatParam.uniform("fixed", 1, 1));
  private static final StudySpec SPEC =
      StudySpec.of("a & b", SPACE, Objective.of(Goal.maximize(REVENUE).minus(5, REGRET)), 1);
  private static final Optional<TradeOff> TRADE_OFF =
      Optional.of(new TradeOff("Revenue and regret", REGRET, "regret", REVENUE));
  private static final List<Reference> REFERENCES =
      List.of(new Reference("item-wise Myerson", Metrics.of(REVENUE, 0.8333), false, "computed"));

  @Test
  void thePageHasTheBestTrialTheBaselinesAndThePlots() {
    History history = History.empty(SPEC).with(trial(0, 0.8, 0.01)).with(trial(1, 0.87, 0.001));
    ResultTable finalists =
        new ResultTable(List.of("trial", "strong regret"), List.of(List.of(1, 0.0042)));
    HtmlReport report =
        new HtmlReport(
            history,
            Words.PLAIN,
            TRADE_OFF,
            REFERENCES,
            history.best(),
            Optional.of(finalists),
            List.of("Revenue > optimum"),
            List.of("learn a < b"),
            Optional.of("best 0.87, gain > 0"),
            List.of(
                new Section("The <b>problem</b>'s own", List.of("a < b"), List.of(), List.of())));
    assertThat(report.html())
        .contains("<title>a &amp; b</title>", "Best trial: 1", "item-wise Myerson", "0.0042")
        .contains("<p class=\"alarm\">Revenue &gt; optimum</p>")
        .contains("<p class=\"dim\">learn a &lt; b</p>")
        .contains(">The &lt;b&gt;problem&lt;/b&gt;&#39;s own</h2>", "<p>a &lt; b</p>")
        .contains("<p>best 0.87, gain &gt; 0</p>")
        .endsWith("</script>\n</body></html>\n");
    assertThat(report.figures())
        .extracting(Figure::title)
        .containsExactly(
            "Objective by trial",
            "Revenue and regret",
            "Distribution",
            "All parameters at once",
            "lambda0",
            "width",
            "loss");
  }

  @Test
  void prunedTrialsStandAtTheFootOfTheHistoryAndOfSlices() {
    Trial pruned =
        Trial.asked(1, trial(1, 0.8, 0).point(), 1, new Ask(0, "random"), Instant.EPOCH)
            .started(Instant.EPOCH)
            .pruned("below the median", Instant.EPOCH);
    History history = History.empty(SPEC).with(trial(0, 0.8, 0.01)).with(pruned);
    HtmlReport report =
        new HtmlReport(
            history,
            Words.PLAIN,
            TRADE_OFF,
            REFERENCES,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            List.of());
    for (Figure figure : report.figures()) {
      if (figure.name().equals("history") || figure.name().startsWith("slice-")) {
        assertThat(figure.layers())
            .as(figure.name())
            .anySatisfy(
                layer -> {
                  assertThat(layer.name()).isEqualTo("pruned, at the foot");
                  assertThat(((Series) layer).points())
                      .extracting(Mark.Point::note)
                      .containsExactly("trial 1: pruned at step 0, below the median");
                });
      }
    }
  }

  /** What stores of others write for infinity is no end of the reports. */
  @Test
  void valuesBeyondThePlotsAreCountedAndLeftOut() {
    History history = History.empty(SPEC).with(trial(0, 0.8, 0.01));
    for (double value : new double[] {Double.MAX_VALUE, -Double.MAX_VALUE}) {
      history = history.with(trial(history.size(), value, 0));
    }
    String page =
        new HtmlReport(
                history,
                Words.PLAIN,
                TRADE_OFF,
                REFERENCES,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of())
            .html();
    assertThat(page.substring(0, page.indexOf("<script>")))
        .contains("2 trials have values beyond 1e100", "Objective by trial")
        .doesNotContain("NaN", "Infinity");
  }

  @Test
  void severalGoalsHaveAFrontInsteadOfABestTrial() {
    StudySpec spec =
        StudySpec.of(
            "two",
            SPACE,
            Objective.of(Goal.maximize(REVENUE), Goal.minimize(REGRET))
                .subjectTo(Constraint.atMost(REGRET, 0.05)),
            1);
    History history =
        History.empty(spec)
            .with(trial(0, 0.8, 0.001))
            .with(trial(1, 0.7, 0.002))
            .with(trial(2, 0.9, 0.04))
            .with(trial(3, 0.99, 0.5));
    HtmlReport report =
        new HtmlReport(
            history,
            Words.PLAIN,
            TRADE_OFF,
            REFERENCES,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            List.of());
    assertThat(report.html())
        .contains("Pareto front: 2 trials", "<tr><td>2<td>0.9<td>0.04", "<tr><td>0<td>0.8<td>0.001")
        .contains("up to (0.63, 0.044)")
        .doesNotContain("Best trial");
    assertThat(report.figures())
        .extracting(Figure::title)
        .startsWith("Hypervolume of the front", "Pareto front", "What matters to maximize revenue")
        .endsWith("lambda0", "lambda0", "width", "width", "loss", "loss")
        .hasSize(14);
  }

  @Test
  void aStudyWhoseTrialsAllFailedIsAPageWithoutPlots() {
    Trial failed = asked(0).failed(Cause.DIVERGED, "revenue is NaN", Instant.EPOCH);
    HtmlReport report =
        new HtmlReport(
            History.empty(SPEC).with(failed),
            Words.PLAIN,
            TRADE_OFF,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            List.of());
    assertThat(report.figures()).extracting(Figure::title).containsExactly("Why trials failed");
    assertThat(report.html()).contains("1 trial: 0 completed, 0 pruned, 1 failed");
  }

  /** Nothing is fetched, nothing is evaluated, and nothing that a name says is markup. */
  @Test
  void theCurveOfADefaultThatBreaksAConstraintSaysSo() {
    StudySpec bounded =
        StudySpec.of(
            "bounded",
            SPACE,
            Objective.of(Goal.maximize(REVENUE)).subjectTo(Constraint.atMost(REGRET, 0.005)),
            1);
    List<Measurement> curve =
        List.of(
            new Measurement(1, Metrics.of(REVENUE, 0.5), 1),
            new Measurement(2, Metrics.of(REVENUE, 0.6), 2));
    History history =
        History.empty(bounded)
            .with(
                Trial.asked(0, asked(0).point(), 1, new Ask(0, Ask.DEFAULT), Instant.EPOCH)
                    .withCurve(curve)
                    .completed(Metrics.of(REVENUE, 0.9, REGRET, 0.01), Instant.EPOCH))
            .with(
                asked(1)
                    .withCurve(curve)
                    .completed(Metrics.of(REVENUE, 0.8, REGRET, 0.001), Instant.EPOCH));
    assertThat(SearchFigures.onTheWay(history, history.best()))
        .flatExtracting(Figure::layers)
        .extracting(Layer::name)
        .contains("trial 1 (best)", "trial 0 (the default, breaks the constraint)");
  }

  @Test
  void thePageIsOneFileUnderAPolicyThatNamesItsScripts() {
    String evil = "</script><script>alert(1)</script><img src=x onerror=alert(1)>";
    StudySpec spec = StudySpec.of(evil, SPACE, SPEC.objective(), 1);
    History history = History.empty(spec).with(trial(0, 0.8, 0.01)).with(trial(1, 0.9, 0.02));
    Figure figure =
        new Figure(
            "evil",
            evil,
            evil,
            Axis.of(evil, List.of(evil)),
            Axis.of(evil, List.of(evil)),
            List.of(new Series(evil, Mark.DOT, List.of(new Mark.Point(0, 0, evil)))));
    String page =
        new HtmlReport(
                history,
                Words.PLAIN,
                TRADE_OFF,
                List.of(new Reference(evil, Metrics.of(REVENUE, 0.85), true, evil)),
                history.best(),
                Optional.empty(),
                List.of(evil),
                List.of(evil),
                Optional.of(evil),
                List.of(new Section(evil, List.of(evil), List.of(figure), List.of())))
            .html();
    List<String> scripts = scripts(page);
    assertThat(scripts).hasSize(4);
    for (String script : scripts) {
      assertThat(page).contains(LiveFigures.hash(script));
    }
    assertThat(page).doesNotContain("alert(1)</script>");
    assertThat(page.substring(0, page.indexOf("<script>")))
        .contains("default-src 'none'", "base-uri 'none'")
        .doesNotContain("unsafe", "<img", "<link", "<iframe");
  }

  private static List<String> scripts(String page) {
    List<String> scripts = new ArrayList<>();
    for (String part : page.split("<script>", -1)) {
      scripts.add(part.substring(0, Math.max(0, part.indexOf("</script>"))));
    }
    return scripts.subList(1, scripts.size());
  }

  private static Trial asked(int number) {
    Point point =
        Point.of(SPACE, Map.of("lambda0", 1.0, "width", 32, "loss", "budget", "fixed", 1.0));
    return Trial.asked(number, point, 1, new Ask(0, "random"), Instant.EPOCH);
  }

  private static Trial trial(int number, double revenue, double regret) {
    return asked(number).completed(Metrics.of(REVENUE, revenue, REGRET, regret), Instant.EPOCH);
  }
}
