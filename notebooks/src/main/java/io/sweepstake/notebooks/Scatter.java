package io.sweepstake.notebooks;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * Points in a plane, some of them marked, and horizontal reference lines.
 *
 * <p>Points with a coordinate that is not finite are left out.
 */
public final class Scatter {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 400;
  private static final int LEFT = 72;
  private static final int RIGHT = 20;
  private static final int TOP = 40;
  private static final int BOTTOM = 52;
  private static final int TICKS = 5;
  private static final Color POINT = new Color(0x1f6f8b);
  private static final Color MARKED = new Color(0xd1495b);
  private static final Color GRID = new Color(0xe2e6e9);
  private static final Color INK = new Color(0x2b3338);

  private record Point(double x, double y, boolean marked) {}

  private record Level(String name, double y) {}

  private final String title;
  private final String xLabel;
  private final String yLabel;
  private final List<Point> points = new ArrayList<>();
  private final List<Level> levels = new ArrayList<>();

  public Scatter(String title, String xLabel, String yLabel) {
    this.title = title;
    this.xLabel = xLabel;
    this.yLabel = yLabel;
  }

  public Scatter point(double x, double y) {
    return add(x, y, false);
  }

  /** A point that stands out. */
  public Scatter marked(double x, double y) {
    return add(x, y, true);
  }

  /** A horizontal line with a name, such as the revenue of a known auction. */
  public Scatter level(String name, double y) {
    if (Double.isFinite(y)) {
      levels.add(new Level(name, y));
    }
    return this;
  }

  private Scatter add(double x, double y, boolean marked) {
    if (Double.isFinite(x) && Double.isFinite(y)) {
      points.add(new Point(x, y, marked));
    }
    return this;
  }

  /**
   * The plot, 640 × 400 pixels.
   *
   * @throws IllegalStateException if there are no points
   */
  public BufferedImage image() {
    if (points.isEmpty()) {
      throw new IllegalStateException("scatter \"" + title + "\": has no points");
    }
    Range across = Range.of(points.stream().mapToDouble(Point::x).toArray());
    Range up =
        Range.of(
            DoubleStream.concat(
                    points.stream().mapToDouble(Point::y), levels.stream().mapToDouble(Level::y))
                .toArray());
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = image.createGraphics();
    canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    canvas.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    canvas.setColor(Color.WHITE);
    canvas.fillRect(0, 0, WIDTH, HEIGHT);
    axes(canvas, across, up);
    canvas.setStroke(new BasicStroke(1.4f));
    for (Level level : levels) {
      double y = pixelY(up, level.y());
      canvas.setColor(MARKED);
      canvas.draw(new Line2D.Double(LEFT, y, WIDTH - RIGHT, y));
      canvas.drawString(level.name(), LEFT + 6, (float) y - 5);
    }
    for (Point point : points) {
      double radius = point.marked() ? 6 : 4;
      canvas.setColor(point.marked() ? MARKED : POINT);
      canvas.fill(
          new Ellipse2D.Double(
              pixelX(across, point.x()) - radius,
              pixelY(up, point.y()) - radius,
              2 * radius,
              2 * radius));
    }
    canvas.dispose();
    return image;
  }

  private void axes(Graphics2D canvas, Range across, Range up) {
    canvas.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
    for (double x : across.ticks()) {
      canvas.setColor(GRID);
      canvas.draw(new Line2D.Double(pixelX(across, x), TOP, pixelX(across, x), HEIGHT - BOTTOM));
      canvas.setColor(INK);
      centred(canvas, text(x), pixelX(across, x), HEIGHT - BOTTOM + 16);
    }
    for (double y : up.ticks()) {
      canvas.setColor(GRID);
      canvas.draw(new Line2D.Double(LEFT, pixelY(up, y), WIDTH - RIGHT, pixelY(up, y)));
      canvas.setColor(INK);
      String label = text(y);
      int width = canvas.getFontMetrics().stringWidth(label);
      canvas.drawString(label, LEFT - 6 - width, (float) pixelY(up, y) + 4);
    }
    double middle = (LEFT + WIDTH - RIGHT) / 2.0;
    centred(canvas, xLabel, middle, HEIGHT - 14);
    AffineTransform upright = canvas.getTransform();
    canvas.rotate(-Math.PI / 2);
    centred(canvas, yLabel, -(TOP + HEIGHT - BOTTOM) / 2.0, 16);
    canvas.setTransform(upright);
    canvas.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 14));
    centred(canvas, title, middle, 24);
    canvas.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
  }

  private static void centred(Graphics2D canvas, String text, double x, double y) {
    int width = canvas.getFontMetrics().stringWidth(text);
    canvas.drawString(text, (float) (x - width / 2.0), (float) y);
  }

  private static double pixelX(Range range, double x) {
    return LEFT + range.share(x) * (WIDTH - LEFT - RIGHT);
  }

  private static double pixelY(Range range, double y) {
    return HEIGHT - BOTTOM - range.share(y) * (HEIGHT - TOP - BOTTOM);
  }

  private static String text(double value) {
    return new BigDecimal(value, new MathContext(4)).stripTrailingZeros().toPlainString();
  }

  /** An interval of an axis, a little wider than what lies on it. */
  private record Range(double low, double high) {
    private static final double MARGIN = 0.06;

    static Range of(double[] values) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (double value : values) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
      double margin = high > low ? MARGIN * (high - low) : Math.max(1e-6, Math.abs(low) * MARGIN);
      return new Range(low - margin, high + margin);
    }

    double share(double value) {
      return (value - low) / (high - low);
    }

    /** Multiples of 1, 2 or 5 times a power of ten, about five of them. */
    double[] ticks() {
      double rough = (high - low) / TICKS;
      double power = Math.pow(10, Math.floor(Math.log10(rough)));
      double step = power * (rough / power <= 1.5 ? 1 : rough / power <= 3.5 ? 2 : 5);
      return LongStream.rangeClosed((long) Math.ceil(low / step), (long) Math.floor(high / step))
          .mapToDouble(k -> k * step)
          .toArray();
    }
  }
}
