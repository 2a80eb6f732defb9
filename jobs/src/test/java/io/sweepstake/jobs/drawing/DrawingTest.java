package io.sweepstake.jobs.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.sweeps.figure.Arrows;
import io.sweepstake.sweeps.figure.Axis;
import io.sweepstake.sweeps.figure.Bars;
import io.sweepstake.sweeps.figure.Cells;
import io.sweepstake.sweeps.figure.Figure;
import io.sweepstake.sweeps.figure.Layer;
import io.sweepstake.sweeps.figure.Mark;
import io.sweepstake.sweeps.figure.Series;
import io.sweepstake.sweeps.figure.Strands;
import io.sweepstake.sweeps.figure.Texts;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class DrawingTest {
  private static final Axis X = new Axis("x", 0, 10, false);
  private static final Axis Y = new Axis("y", 0.1, 10, true);

  @Test
  void everyPointOnTheAxesIsDrawn() throws Exception {
    String svg =
        drawn(
            X,
            Y,
            new Series(
                "dots",
                Mark.DOT,
                List.of(
                    new Mark.Point(1, 1, "\"first\""),
                    new Mark.Point(2, Double.NaN, "lost"),
                    new Mark.Point(3, 0, "below"),
                    new Mark.Point(4, 9, ""))));
    // Two points, and one in the legend.
    assertThat(parsed(svg).getElementsByTagName("circle").getLength()).isEqualTo(3);
    assertThat(svg).contains("&quot;first&quot;").doesNotContain("NaN");
  }

  @Test
  void barsOfDotsStayWithinTheAxes() {
    String svg =
        drawn(
            X,
            Y,
            new Series("a line", Mark.LINE, List.of(new Mark.Point(5, 1, 99, "beyond both ends"))));
    assertThat(svg.split("stroke-opacity=\"0.50\"", -1)).hasSize(2);
    Frame frame = new Frame(figure(X, Y, List.of()));
    assertThat(frame.within(-98)).isEqualTo(frame.bottom);
    assertThat(frame.within(100)).isEqualTo(frame.top);
  }

  @Test
  void whateverIsDrawnIsWellFormedAndEscaped() throws Exception {
    String evil = "<script>alert('&')</script>\u0001";
    Axis names = Axis.of(evil, List.of(evil, "b", "c", "d"));
    double[][] values = {{1, Double.NaN}, {Double.POSITIVE_INFINITY, -2}};
    List<Layer> layers =
        List.of(
            Cells.spanning(evil, 0, 2, 0, 3, values),
            new Series(evil, Mark.DASHES, points()),
            new Series(evil, Mark.STAR, points()),
            new Series(evil, Mark.CROSS, points()),
            new Series(evil, Mark.TRIANGLE, points()),
            new Series(evil, Mark.STEPS, points()),
            Series.level(evil, 1),
            Series.level(evil, 1),
            new Strands(
                evil, List.of(new Strands.Strand(List.of(0.0, 1.0, 0.5), 1, true, evil)), 0, 2),
            new Bars(evil, List.of(new Bars.Bar(0, 2, 1, evil))),
            new Arrows(evil, List.of(new Arrows.Arrow(1, 1, 1, 0.5), new Arrows.Arrow(2, 1, 0, 0))),
            new Texts(List.of(new Texts.Text(1, 1, evil))));
    Figure figure = new Figure("evil", evil, evil, names, names, layers);
    for (String svg : List.of(new Drawing(figure).element(), new Drawing(figure).svg())) {
      assertThat(parsed(svg).getElementsByTagName("script").getLength()).isZero();
      assertThat(svg).doesNotContain("NaN", "Infinity", "<script", "style=");
    }
    assertThat(ImageIO.read(new ByteArrayInputStream(new Drawing(figure).png())).getWidth())
        .isEqualTo((int) (2 * Frame.WIDTH));
  }

  @Test
  void whatIsBrokenIsDashedInBothDrawings() {
    Strands strands =
        new Strands(
            "value",
            List.of(
                new Strands.Strand(List.of(0.0, 1.0), 1, false, ""),
                new Strands.Strand(List.of(1.0, 0.0), 1, true, "")),
            0,
            2);
    Axis names = Axis.of("", List.of("a", "b"));
    Axis height = new Axis("height", 0, 1, false);
    assertThat(drawn(names, height, strands).split("stroke-dasharray", -1)).hasSize(2);
    assertThat(new VegaSpec(figure(names, height, List.of(strands))).json())
        .contains("\"broken\":true", "\"broken\":false", "\"strokeDash\":{\"condition\"");
  }

  @Test
  void aLiveLegendShowsEachMarkAsItIsDrawn() {
    Axis unit = new Axis("x", 0, 3, false);
    Layer dots = new Series("keeps", Mark.DOT, points());
    Layer crosses = new Series("breaks 'it'", Mark.CROSS, points());
    Layer line = new Series("so far", Mark.STEPS, points());
    assertThat(new VegaSpec(figure(unit, unit, List.of(dots, crosses, line))).json())
        .contains(
            "\"symbolType\":{\"expr\":\"datum.value === \\\"breaks 'it'\\\" ? 'M",
            " : datum.value === \\\"so far\\\" ? 'M",
            " : 'circle'\"}");
    assertThat(new VegaSpec(figure(unit, unit, List.of(line))).json()).doesNotContain("symbolType");
  }

  @Test
  void namesOfLevelsStandBesideOrAboveEachOther() {
    Axis unit = new Axis("x", 0, 1, false);
    List<Layer> levels =
        List.of(
            Series.level("first", 0.5),
            Series.level("second", 0.5),
            Series.level("third", 0.51),
            Series.level("a name as long as a narrow screen", 0.8),
            Series.level("another", 0.8));
    assertThat(new VegaSpec(figure(unit, unit, levels)).json())
        .contains(
            "\"align\":\"right\",\"text\":\"first\",\"dy\":-6,",
            "\"align\":\"left\",\"text\":\"second\",\"dy\":-6,",
            "\"align\":\"right\",\"text\":\"third\",\"dy\":-19,",
            "\"text\":\"a name as long as a narrow screen\",\"dy\":-6,",
            "\"align\":\"right\",\"text\":\"another\",\"dy\":-21,");
  }

  private static List<Mark.Point> points() {
    return List.of(new Mark.Point(0, 1, ""), new Mark.Point(2, 2, ""));
  }

  private static Figure figure(Axis x, Axis y, List<Layer> layers) {
    return new Figure("a <title> & more", x, y, layers);
  }

  private static String drawn(Axis x, Axis y, Layer... layers) {
    return new Drawing(figure(x, y, List.of(layers))).element();
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }
}
