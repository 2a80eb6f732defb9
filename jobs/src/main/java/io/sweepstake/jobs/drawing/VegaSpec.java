package io.sweepstake.jobs.drawing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * A figure as a specification for Vega-Lite 5: what a pointer can ask, drag and enlarge. Colours
 * are the names of {@link Ink}s after an {@code @}, for whoever shows it to replace by a theme's.
 */
public final class VegaSpec {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final int HEIGHT = 250; // pixels

  // Of levels' names, as shares of the height.
  private static final double NAME_HEIGHT = 0.06;
  private static final double HIGHEST_NAME = 0.95;
  private static final double LIFT = 0.01;

  /** How many letters two names at one height may have, on the narrowest screen. */
  private static final int LETTERS = 34;

  /** Along a shorter axis of whole numbers Vega would put ticks between them. */
  private static final int WHOLE_TICKS = 6;

  private static final String CIRCLE = "circle";
  private static final String TRIANGLE = "triangle-up";
  private static final String CROSS = "M-0.8,-0.8L0.8,0.8M-0.8,0.8L0.8,-0.8";
  private static final String STAR =
      "M0,-1.4L0.35,-0.48 1.33,-0.43 0.57,0.18 0.82,1.13 0,0.6 -0.82,1.13 -0.57,0.18 -1.33,-0.43"
          + " -0.35,-0.48Z";

  // In the legend all are filled, so that what is drawn by strokes has a shape that can be.
  private static final String FILLED_CROSS =
      "M-1,-0.7L-0.7,-1 0,-0.3 0.7,-1 1,-0.7 0.3,0 1,0.7 0.7,1 0,0.3 -0.7,1 -1,0.7 -0.3,0Z";
  private static final String FILLED_LINE = "M-1.2,-0.2L1.2,-0.2 1.2,0.2 -1.2,0.2Z";
  private static final String FILLED_DASHES =
      "M-1.3,-0.2L-0.2,-0.2 -0.2,0.2 -1.3,0.2ZM0.2,-0.2L1.3,-0.2 1.3,0.2 0.2,0.2Z";

  private final Figure figure;
  private final VegaRows rows;
  private final List<Name> named = new ArrayList<>();

  /** Where a level's name begins, or ends if that is at the right. */
  private record Name(boolean right, double height, int letters) {
    boolean standsOn(Name other) {
      return Math.abs(height - other.height) < NAME_HEIGHT
          && (right == other.right || letters + other.letters > LETTERS);
    }
  }

  public VegaSpec(Figure figure) {
    this.figure = figure;
    rows = new VegaRows(figure);
  }

  /** The specification as JSON that can stand within a script element. */
  public String json() {
    ObjectNode spec = JSON.createObjectNode();
    spec.put("$schema", "https://vega.github.io/schema/vega-lite/v5.json");
    spec.put("width", "container");
    int names = figure.y().names().size();
    spec.put("height", names > 0 ? Math.max(60, names * 22) : HEIGHT);
    spec.put(
        "description",
        figure.caption().isBlank() ? figure.title() : figure.title() + ". " + figure.caption());
    spec.putObject("autosize").put("type", "fit-x").put("contains", "padding");
    ArrayNode layers = spec.putArray("layer");
    ObjectNode legend = legend();
    int colour = 0;
    for (Layer layer : figure.layers()) {
      Ink ink = Drawing.ink(layer, colour);
      colour += ink.equals(Ink.series(colour)) ? 1 : 0;
      add(layers, layer, ink, legend);
    }
    if (!figure.layers().isEmpty()
        && figure.x().names().isEmpty()
        && figure.y().names().isEmpty()
        && !layers.isEmpty()) {
      ObjectNode zoom = ((ObjectNode) layers.get(0)).putArray("params").addObject();
      zoom.put("name", "zoom").put("bind", "scales");
      // A wheel alone scrolls the page.
      zoom.putObject("select").put("type", "interval").put("zoom", "wheel![event.shiftKey]");
    }
    // Nothing within may end the script element that holds it.
    return spec.toString().replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
  }

  /** One scale for the colours of all named layers, so that they share a legend. */
  private ObjectNode legend() {
    ObjectNode scale = JSON.createObjectNode();
    ArrayNode domain = scale.putArray("domain");
    ArrayNode range = scale.putArray("range");
    int colour = 0;
    for (Layer layer : figure.layers()) {
      Ink ink = Drawing.ink(layer, colour);
      colour += ink.equals(Ink.series(colour)) ? 1 : 0;
      if (inLegend(layer)) {
        domain.add(layer.name());
        range.add(
            layer instanceof Series one && one.mark() == Mark.DASHES
                ? "@" + Ink.TEXT.name()
                : "@" + ink.name());
      }
    }
    return scale;
  }

  /** The shape by which a legend of filled marks shows each layer, as an expression of Vega's. */
  private String shapes() {
    StringBuilder expression = new StringBuilder();
    for (Layer layer : figure.layers()) {
      if (inLegend(layer) && layer instanceof Series one && !shape(one.mark()).equals(CIRCLE)) {
        String name = JSON.valueToTree(one.name()).toString();
        expression.append("datum.value === ").append(name).append(" ? '");
        expression.append(shape(one.mark())).append("' : ");
      }
    }
    return expression.append("'" + CIRCLE + "'").toString();
  }

  private static String shape(Mark mark) {
    return switch (mark) {
      case CROSS -> FILLED_CROSS;
      case STAR -> STAR;
      case TRIANGLE -> TRIANGLE;
      case LINE, CURVE, STEPS -> FILLED_LINE;
      case DASHES -> FILLED_DASHES;
      default -> CIRCLE;
    };
  }

  /** Whether the legend's marks are filled, as those of points are. */
  private boolean fills() {
    return figure.layers().stream()
        .anyMatch(
            layer ->
                inLegend(layer)
                    && layer instanceof Series one
                    && List.of(FILLED_CROSS, STAR, TRIANGLE, CIRCLE).contains(shape(one.mark())));
  }

  private static boolean inLegend(Layer layer) {
    return !layer.name().isBlank()
        && (layer instanceof Bars
            || (layer instanceof Series one
                && one.mark() != Mark.LEVEL
                && !one.points().isEmpty()));
  }

  private void add(ArrayNode layers, Layer layer, Ink ink, ObjectNode legend) {
    if (layer instanceof Series one) {
      series(layers, one, ink, legend);
    } else if (layer instanceof Cells cells) {
      ObjectNode node = layer(layers, rows.cells(cells), "rect");
      ObjectNode encoding = node.withObject("/encoding");
      box(encoding);
      ObjectNode fill = encoding.putObject("fill").put("field", "v").put("type", "quantitative");
      ObjectNode scale = fill.putObject("scale");
      scale.putArray("domain").add(cells.low()).add(cells.high());
      ArrayNode range = scale.putArray("range");
      for (int k = 0; k <= 12; k++) {
        range.add(Ramp.colour(k / 12.0));
      }
      scale.put("clamp", true);
      if (cells.name().isBlank()) {
        fill.putNull("legend");
      } else {
        fill.putObject("legend").put("title", cells.name()).put("gradientLength", 160);
      }
      // Its rim too, or paper shines through between neighbours.
      ObjectNode stroke = fill.deepCopy();
      encoding.set("stroke", stroke);
      node.withObject("/mark").put("strokeWidth", 0.7);
      tooltip(encoding, "v", cells.name());
    } else if (layer instanceof Bars bars) {
      ObjectNode node = layer(layers, rows.bars(bars), "rect");
      ObjectNode encoding = node.withObject("/encoding");
      box(encoding);
      colour(encoding, bars.name(), ink, legend);
      tooltip(encoding, "note", "");
    } else if (layer instanceof Strands strands) {
      ObjectNode node = layer(layers, rows.strands(strands), "line");
      node.withObject("/mark").put("strokeWidth", 2);
      ObjectNode encoding = node.withObject("/encoding");
      place(encoding, "x", figure.x());
      place(encoding, "y", figure.y());
      encoding.putObject("detail").put("field", "id").put("type", "nominal");
      encoding.putObject("opacity").put("field", "o").put("type", "quantitative").putNull("scale");
      encoding.putObject("stroke").put("field", "c").put("type", "nominal").putNull("scale");
      ObjectNode dash = encoding.putObject("strokeDash");
      dash.putObject("condition").put("test", "datum.broken").putArray("value").add(5).add(4);
      dash.putArray("value").add(1).add(0);
      tooltip(encoding, "note", "");
    } else if (layer instanceof Arrows arrows) {
      ObjectNode node = layer(layers, rows.arrows(arrows), "rule");
      node.withObject("/mark").put("stroke", "@" + ink.name()).put("strokeWidth", 1.2);
      node.withObject("/mark").put("strokeCap", "round");
      box(node.withObject("/encoding"));
    } else if (layer instanceof Texts texts) {
      ObjectNode node = layer(layers, rows.texts(texts), "text");
      ObjectNode encoding = node.withObject("/encoding");
      place(encoding, "x", figure.x());
      place(encoding, "y", figure.y());
      encoding.putObject("text").put("field", "note");
    }
  }

  private void series(ArrayNode layers, Series one, Ink ink, ObjectNode legend) {
    if (one.points().isEmpty()) {
      return;
    }
    ArrayNode data = rows.points(one);
    if (one.mark() == Mark.LEVEL) {
      level(layers, one, ink, data);
      return;
    }
    if (one.mark() == Mark.DASHES) {
      ObjectNode rim = layer(layers, data.deepCopy(), "line");
      rim.withObject("/mark").put("stroke", "@" + Ink.PAPER.name()).put("strokeWidth", 4);
      rim.withObject("/mark").put("opacity", 0.75);
      positioned(rim.withObject("/encoding"));
    }
    boolean line =
        one.mark() == Mark.LINE
            || one.mark() == Mark.CURVE
            || one.mark() == Mark.STEPS
            || one.mark() == Mark.DASHES;
    if (one.points().stream().anyMatch(point -> point.spread() > 0)) {
      ObjectNode node = layer(layers, data.deepCopy(), "rule");
      node.withObject("/mark").put("opacity", 0.5).put("stroke", "@" + ink.name());
      ObjectNode encoding = node.withObject("/encoding");
      place(encoding, "x", figure.x());
      place(encoding, "y", figure.y());
      ((ObjectNode) encoding.get("y")).put("field", "lo");
      encoding.putObject("y2").put("field", "hi");
    }
    ObjectNode node = layer(layers, data, line ? "line" : "point");
    ObjectNode mark = node.withObject("/mark");
    if (line) {
      mark.put("strokeWidth", one.mark() == Mark.LINE ? 1.2 : 2);
      if (one.mark() == Mark.LINE) {
        mark.put("point", true);
      } else if (one.mark() == Mark.STEPS) {
        mark.put("interpolate", "step-after");
      } else if (one.mark() == Mark.DASHES) {
        mark.putArray("strokeDash").add(5).add(4);
      }
    } else {
      mark.put("opacity", 0.85).put("size", one.mark() == Mark.STAR ? 120 : 50);
      mark.put("filled", one.mark() != Mark.CROSS);
      mark.put(
          "shape",
          one.mark() == Mark.CROSS
              ? CROSS
              : one.mark() == Mark.STAR ? STAR : one.mark() == Mark.TRIANGLE ? TRIANGLE : CIRCLE);
    }
    ObjectNode encoding = node.withObject("/encoding");
    positioned(encoding);
    colour(encoding, one.name(), ink, legend);
    if (!line || one.mark() == Mark.LINE) {
      tooltip(encoding, "note", "");
    }
  }

  private void level(ArrayNode layers, Series one, Ink ink, ArrayNode data) {
    ObjectNode node = layer(layers, data.deepCopy(), "rule");
    ObjectNode mark = node.withObject("/mark");
    mark.put("stroke", "@" + ink.name()).put("strokeWidth", 1.5);
    mark.putArray("strokeDash").add(5).add(4);
    place(node.withObject("/encoding"), "y", figure.y());
    tooltip(node.withObject("/encoding"), "note", "");
    ObjectNode text = layer(layers, data, "text");
    ObjectNode words = text.withObject("/mark");
    double height = figure.y().position(one.points().get(0).y());
    Name name = name(height, one.name().length());
    boolean right = name.right();
    words.put("align", right ? "right" : "left").put("text", one.name());
    words.put("dy", -6 - Math.round((name.height() - height) * HEIGHT));
    words.put("fill", "@" + ink.name());
    words.putObject("x").put("expr", right ? "width - 4" : "4");
    place(text.withObject("/encoding"), "y", figure.y());
  }

  /** Nearest above its level, at either end, where it stands on no other; or on it at the right. */
  private Name name(double height, int letters) {
    Name own = new Name(true, height, letters);
    Name free =
        DoubleStream.iterate(height, higher -> higher <= HIGHEST_NAME, higher -> higher + LIFT)
            .boxed()
            .flatMap(at -> Stream.of(new Name(true, at, letters), new Name(false, at, letters)))
            .filter(name -> named.stream().noneMatch(name::standsOn))
            .findFirst()
            .orElse(own);
    named.add(free);
    return free;
  }

  private ObjectNode layer(ArrayNode layers, ArrayNode data, String mark) {
    ObjectNode node = layers.addObject();
    node.putObject("data").set("values", data);
    node.putObject("mark").put("type", mark).put("clip", true);
    node.putObject("encoding");
    return node;
  }

  private void positioned(ObjectNode encoding) {
    place(encoding, "x", figure.x());
    place(encoding, "y", figure.y());
    // As told: a line joins its points in their order, not from left to right.
    encoding.putObject("order").put("field", "k").put("type", "quantitative");
  }

  private void box(ObjectNode encoding) {
    place(encoding, "x", figure.x());
    place(encoding, "y", figure.y());
    encoding.putObject("x2").put("field", "x2");
    encoding.putObject("y2").put("field", "y2");
  }

  private static void place(ObjectNode encoding, String channel, Axis axis) {
    ObjectNode node = encoding.putObject(channel).put("field", channel).put("type", "quantitative");
    ObjectNode scale = node.putObject("scale");
    scale.putArray("domain").add(axis.low()).add(axis.high());
    scale.put("nice", false);
    if (axis.logarithmic()) {
      scale.put("type", "log");
    } else {
      scale.put("zero", false);
    }
    boolean named = !axis.names().isEmpty();
    if (named && channel.equals("y")) {
      scale.put("reverse", true);
    }
    if (axis.label().isBlank()) {
      node.putNull("title");
    } else {
      node.put("title", axis.label());
    }
    ObjectNode ticks = node.putObject("axis");
    if (named) {
      ArrayNode values = ticks.putArray("values");
      ArrayNode names = JSON.createArrayNode();
      for (int k = 0; k < axis.names().size(); k++) {
        values.add(k);
        names.add(axis.names().get(k));
      }
      ticks.put("labelExpr", names + "[datum.value]");
      ticks.put("grid", channel.equals("x")).put("labelLimit", 150).put("labelOverlap", false);
      if (channel.equals("x") && axis.names().size() > 3) {
        ticks.put("labelAngle", -25);
      }
    } else {
      ticks.put("tickCount", 6);
      if (channel.equals("x")) {
        // Else texts touch each other, and what is beyond the frame is cut.
        ticks.put("labelSeparation", 8).put("labelBound", 1);
      }
      if (axis.whole() && !axis.logarithmic() && axis.high() - axis.low() <= WHOLE_TICKS) {
        axis.ticks().forEach(ticks.put("format", "d").putArray("values")::add);
      }
    }
  }

  private void colour(ObjectNode encoding, String name, Ink ink, ObjectNode legend) {
    ObjectNode colour = encoding.putObject("color");
    if (name.isBlank()) {
      colour.put("value", "@" + ink.name());
      return;
    }
    colour.put("datum", name).set("scale", legend.deepCopy());
    colour.putNull("title");
    ObjectNode shown = colour.putObject("legend").put("orient", "top").put("columns", 3);
    shown.put("labelLimit", 220);
    if (fills()) {
      shown.putObject("symbolType").put("expr", shapes());
    }
  }

  private static void tooltip(ObjectNode encoding, String field, String title) {
    ObjectNode tooltip = encoding.putObject("tooltip").put("field", field);
    if (!title.isBlank()) {
      tooltip.put("title", title).put("type", "quantitative");
    }
  }

  /** Every colour that a specification may name, by its name, of one theme or the other. */
  public static String themes() {
    ObjectNode themes = JSON.createObjectNode();
    List<Ink> all = new ArrayList<>(Ink.all());
    all.forEach(ink -> themes.withObject("/light").put(ink.name(), ink.light()));
    all.forEach(ink -> themes.withObject("/dark").put(ink.name(), ink.dark()));
    return themes.toString();
  }
}
