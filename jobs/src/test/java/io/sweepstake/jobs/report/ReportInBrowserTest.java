package io.sweepstake.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.sweeps.figure.Arrows;
import io.sweepstake.sweeps.figure.Axis;
import io.sweepstake.sweeps.figure.Cells;
import io.sweepstake.sweeps.figure.Figure;
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
import io.sweepstake.sweeps.study.Seeds;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState.Cause;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report as a browser has it. */
class ReportInBrowserTest {
  private static final Metric REVENUE = Metric.of("revenue");
  private static final Metric REGRET = Metric.of("regret");
  private static final SearchSpace SPACE =
      SearchSpace.of(
          FloatParam.log("rate", 1e-4, 1e-1),
          FloatParam.uniform("momentum", 0, 1),
          IntParam.uniform("width", 16, 64),
          CategoricalParam.of("loss", "budget", "lagrangian"));
  private static final StudySpec SPEC =
      StudySpec.of(
          "a study",
          SPACE,
          Objective.of(Goal.maximize(REVENUE)).subjectTo(Constraint.atMost(REGRET, 0.01)),
          1);

  @TempDir private Path folder;
  private Path page;
  private int figures;

  @BeforeEach
  void write() throws IOException {
    HtmlReport report = report();
    figures = report.figures().size();
    page = folder.resolve("report.html");
    Files.writeString(page, report.html());
  }

  @Test
  void everyFigureComesToLifeUnderThePolicy() throws Exception {
    Chromium.Seen seen = Chromium.orSkip(folder).open(page, 1240, 12000);
    assertThat(seen.console().lines().filter(line -> line.contains(":CONSOLE"))).isEmpty();
    assertThat(seen.dom().split("<figure[^>]*class=\"lively\"", -1)).hasSize(figures + 1);
    assertThat(seen.dom()).contains("<button type=\"button\">revenue</button>");
  }

  /** By axe-core; and nothing is wider than a phone. */
  @Test
  void noRuleOfAccessibilityIsBroken() throws Exception {
    Chromium chromium = Chromium.orSkip(folder);
    String axe =
        LiveFigures.resource("/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js")
            + "\naddEventListener('load', () => setTimeout(async () => {"
            + "const found = await axe.run();"
            + "const told = document.createElement('pre'); told.id = 'axe';"
            + "told.textContent = found.passes.length + ' rules pass; wide: '"
            + " + (document.documentElement.scrollWidth > innerWidth) + '; broken:'"
            + " + found.violations.map(v => '\\n' + v.id + ' at '"
            + " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160))).join('');"
            + "document.body.append(told)}, 3000));";
    Path probed = folder.resolve("probed.html");
    Files.writeString(
        probed,
        Files.readString(page)
            .replaceFirst("<meta http-equiv[^>]*>", "")
            .replace("</body>", "<script>" + axe + "</script></body>"));
    String dom = chromium.open(probed, 500, 900).dom();
    String told = dom.substring(dom.indexOf("<pre id=\"axe\">"));
    assertThat(told).startsWith("<pre id=\"axe\">").contains("wide: false");
    assertThat(told.substring(told.indexOf("broken:"), told.indexOf("</pre>")))
        .isEqualTo("broken:");
  }

  /** Letter with Chromium's margins is 740 pixels wide, in landscape 980. */
  @Test
  void onPaperNoTableIsCutOff() throws Exception {
    Chromium chromium = Chromium.orSkip(folder);
    List<String> columns = new ArrayList<>(List.of("auction"));
    List<Object> row = new ArrayList<>(List.of("item-wise Myerson"));
    for (int k = 1; k < 22; k++) {
      columns.add("regret_adjusted_revenue_" + k);
      row.add(0.000123456 * k);
    }
    ResultTable long22 = new ResultTable(columns, List.of(row));
    ResultTable long17 = new ResultTable(columns.subList(0, 17), List.of(row.subList(0, 17)));
    String html =
        HtmlPage.begun("paper")
            + HtmlPage.table(long17)
            + HtmlPage.sheet(long22, HtmlPage.sortableTable(long22, "All trials"))
            + HtmlPage.END;
    Path paper = folder.resolve("paper.html");
    Files.writeString(
        paper,
        html.replaceFirst("<meta http-equiv[^>]*>", "")
            .replace("@media print", "@media all")
            .replace(
                "</body>",
                "<script>const told = document.createElement('pre');"
                    + "told.textContent = 'over: ' + [740, 980].map((width, k) => {"
                    + "document.body.style.width = width + 'px';"
                    + "const box = document.querySelectorAll('.wide')[k];"
                    + "return box.scrollWidth - width});"
                    + "document.body.append(told)</script></body>"));
    String dom = chromium.open(paper, 1240, 900).dom();
    assertThat(dom).containsPattern("<pre>over: (0|-\\d+),(0|-\\d+)</pre>");
  }

  @Test
  void itIsSeenInLightAndDark() throws Exception {
    Chromium chromium = Chromium.orSkip(folder);
    BufferedImage light = chromium.picture(page, 1240, 2400);
    BufferedImage dark =
        chromium.picture(page, 1240, 2400, "--blink-settings=preferredColorScheme=0");
    assertThat(colours(light)).isGreaterThan(100);
    assertThat(colours(dark)).isGreaterThan(100);
    assertThat(brightness(light)).isGreaterThan(0.85);
    assertThat(brightness(dark)).isLessThan(0.3);
  }

  private static int colours(BufferedImage image) {
    Set<Integer> colours = new HashSet<>();
    for (int y = 0; y < image.getHeight(); y += 2) {
      for (int x = 0; x < image.getWidth(); x += 2) {
        colours.add(image.getRGB(x, y));
      }
    }
    return colours.size();
  }

  private static double brightness(BufferedImage image) {
    double sum = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        sum += (image.getRGB(x, y) >> 8 & 0xff) / 255.0;
      }
    }
    return sum / image.getHeight() / image.getWidth();
  }

  private static HtmlReport report() {
    RandomGenerator random = Seeds.generator(1, "report in a browser", 0);
    History history = History.empty(SPEC);
    for (int k = 0; k < 40; k++) {
      history = history.with(trial(k, random));
    }
    double[][] map = new double[12][12];
    for (double[] row : map) {
      for (int k = 0; k < row.length; k++) {
        row[k] = random.nextDouble();
      }
    }
    Axis unit = new Axis("a value", 0, 1, false);
    Figure figure =
        new Figure(
            "map",
            "A map",
            "Of a problem's own.",
            unit,
            unit,
            List.of(
                Cells.spanning("chance", 0, 1, 0, 1, map),
                new Series(
                    "a border",
                    Mark.DASHES,
                    List.of(new Mark.Point(0, 0.5, ""), new Mark.Point(1, 0.2, ""))),
                new Arrows(
                    "",
                    List.of(
                        new Arrows.Arrow(0.2, 0.2, 0.3, 0.1), new Arrows.Arrow(0.7, 0.7, 0, 0)))));
    return new HtmlReport(
        history,
        Words.PLAIN,
        Optional.of(new TradeOff("Revenue and regret", REGRET, "regret", REVENUE)),
        List.of(new Reference("optimum", Metrics.of(REVENUE, 1.02), true, "proved")),
        history.best(),
        Optional.empty(),
        List.of("An alarm, as it looks."),
        List.of("a note"),
        Optional.of("best 0.9, gain 0.1"),
        List.of(new Section("The problem's own", List.of("words"), List.of(figure), List.of())));
  }

  private static Trial trial(int number, RandomGenerator random) {
    double rate = Math.pow(10, -4 + 3 * random.nextDouble());
    double momentum = random.nextDouble();
    Point point =
        Point.of(
            SPACE,
            Map.of(
                "rate",
                rate,
                "momentum",
                momentum,
                "width",
                random.nextInt(16, 65),
                "loss",
                random.nextBoolean() ? "budget" : "lagrangian"));
    Instant start = Instant.EPOCH.plusSeconds(20L * (number / 2));
    Ask ask = new Ask(0, number == 0 ? Ask.DEFAULT : "random");
    Trial trial = Trial.asked(number, point, 1, ask, start).started(start);
    double revenue = 0.9 - Math.abs(Math.log10(rate) + 2) / 10 - momentum / 20;
    for (int step = 1; step <= 5; step++) {
      trial =
          trial.measured(
              new Measurement(
                  100L * step, Metrics.of(REVENUE, revenue * step / 5, REGRET, 0.1 / step), 0));
    }
    Instant end = start.plusSeconds(15);
    return number % 13 == 5
        ? trial.failed(Cause.DIVERGED, "a weight is <NaN>", end)
        : number % 11 == 7
            ? trial.pruned("below the median", end)
            : trial.completed(
                Metrics.of(REVENUE, revenue, REGRET, 0.02 * random.nextDouble()), end);
  }
}
