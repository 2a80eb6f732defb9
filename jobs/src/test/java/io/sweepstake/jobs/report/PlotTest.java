package io.sweepstake.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class PlotTest {
  @Test
  void ticksAreRoundAndWithinTheRange() {
    assertThat(new Axis("x", 0, 1, false).ticks())
        .containsExactly(0.0, 0.2, 0.4, 0.6000000000000001, 0.8, 1.0);
    assertThat(new Axis("x", 0.5, 1200, true).ticks()).containsExactly(1.0, 10.0, 100.0, 1000.0);
    assertThat(new Axis("x", 1.5, 6, true).ticks()).containsExactly(2.0, 5.0);
    assertThat(new Axis("x", 1.1, 1.4, true).ticks()).hasSizeBetween(2, 12);
  }

  @Test
  void tickTextsTellTheTicksApart() {
    assertThat(Axis.text(0.6000000000000001)).isEqualTo("0.6");
    assertThat(Axis.text(0.8825)).isEqualTo("0.8825");
    assertThat(Axis.text(1e-5)).isEqualTo("1e-5");
    assertThat(Axis.text(-2.5e7)).isEqualTo("-2.5e7");
    assertThat(Axis.text(0)).isEqualTo("0");
  }

  @Test
  void positionsRunFromLowToHigh() {
    Axis axis = new Axis("x", 1, 100, true);
    assertThat(axis.position(1)).isZero();
    assertThat(axis.position(10)).isEqualTo(0.5);
    assertThat(axis.position(100)).isEqualTo(1);
  }

  @Test
  void anAxisAroundOneValueOrNoneIsStillAnAxis() {
    assertThat(Axis.around("x", new double[] {3}, false).position(3)).isBetween(0.4, 0.6);
    assertThat(Axis.around("x", new double[] {3, 3}, true).position(3)).isBetween(0.4, 0.6);
    assertThat(Axis.around("x", new double[] {0}, false).position(0)).isBetween(0.4, 0.6);
    assertThat(Axis.around("x", new double[0], true).low()).isPositive();
    assertThat(Axis.around("x", new double[] {Double.NaN, -1}, true).low()).isPositive();
  }

  @Test
  void linesJoinDotsThatHaveBarsWithinTheAxes() {
    Series line =
        new Series(
            "a line",
            Mark.LINE,
            List.of(
                new Mark.Point(0, 1, 0.5, "first"),
                new Mark.Point(1, 0.1, 5, "a bar beyond both ends"),
                new Mark.Point(2, 1, "no bar")));

    String svg =
        new Plot("lines", new Axis("x", 0, 2, false), new Axis("y", 0.01, 10, true), List.of(line))
            .svg();

    assertThat(svg).containsOnlyOnce("<path d=\"M").doesNotContain("NaN");
    assertThat(svg.split("stroke-opacity=\"0.5\"", -1)).hasSize(3);
    assertThat(svg).contains("x1=\"305.0\" x2=\"305.0\" y1=\"292.0\"");
  }

  /** As trials from elsewhere have them; each axis has ticks, and an end of them. */
  @Test
  void extremesHaveAnAxisToo() {
    double[] extremes = {
      0,
      1,
      -1,
      1e15,
      Math.nextUp(1e15),
      1e100,
      -1e100,
      Double.MIN_VALUE,
      Double.MAX_VALUE,
      -Double.MAX_VALUE,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.NaN
    };
    for (double a : extremes) {
      for (double b : extremes) {
        for (boolean logarithmic : new boolean[] {false, true}) {
          Axis axis = Axis.around("x", new double[] {a, b}, logarithmic);
          assertThat(axis.ticks()).as("%s and %s", a, b).hasSizeLessThan(210);
          assertThat(axis.ticks()).allMatch(Double::isFinite);
          if (Axis.shows(a, logarithmic)) {
            assertThat(axis.position(a)).as("%s beside %s", a, b).isBetween(0.0, 1.0);
          }
        }
      }
    }
  }

  @Test
  void aLogAxisNeedsPositiveValues() {
    assertThatThrownBy(() -> new Axis("x", 0, 1, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("axis x: a log scale needs low > 0, was 0.0");
  }

  @Test
  void thePlotIsWellFormedAndDrawsEveryPointOnTheAxes() throws Exception {
    Plot plot =
        new Plot(
            "A <title> & more",
            new Axis("x", 0, 10, false),
            new Axis("y", 0.1, 10, true),
            List.of(
                new Series(
                    "dots",
                    Mark.DOT,
                    List.of(
                        new Mark.Point(1, 1, "\"first\""),
                        new Mark.Point(2, Double.NaN, "lost"),
                        new Mark.Point(3, 0, "below"),
                        new Mark.Point(4, 9, ""))),
                new Series(
                    "best",
                    Mark.STEPS,
                    List.of(new Mark.Point(1, 1, ""), new Mark.Point(4, 9, ""))),
                new Series("level", Mark.LEVEL, List.of(new Mark.Point(0, 5, ""))),
                new Series("star", Mark.STAR, List.of(new Mark.Point(4, 9, "")))));
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(plot.svg().getBytes(StandardCharsets.UTF_8)));
    // Two points, and one in the legend.
    assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(3);
    assertThat(document.getElementsByTagName("path").getLength()).isEqualTo(3);
    assertThat(plot.svg()).contains("A &lt;title&gt; &amp; more").doesNotContain("NaN");
  }
}
