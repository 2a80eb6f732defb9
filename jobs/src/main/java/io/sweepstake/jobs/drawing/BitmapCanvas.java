package io.sweepstake.jobs.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** Draws a picture of pixels, in the colours of the light theme. */
final class BitmapCanvas implements Canvas {
  /** Pixels of the picture for one of the drawing. */
  private static final double SCALE = 2;

  private final BufferedImage image;
  private final Graphics2D graphics;

  BitmapCanvas(double width, double height) {
    image =
        new BufferedImage(
            (int) Math.ceil(width * SCALE),
            (int) Math.ceil(height * SCALE),
            BufferedImage.TYPE_INT_RGB);
    graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setColor(colour(Ink.PAPER, 1));
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.scale(SCALE, SCALE);
  }

  /** All that was drawn, as a PNG file. */
  byte[] png() throws IOException {
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.setUseCache(false);
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  @Override
  public void path(Stroke stroke, double[] xs, double[] ys, String note) {
    graphics.setColor(colour(stroke.ink(), stroke.opacity()));
    graphics.setStroke(
        stroke.dashed()
            ? new BasicStroke(
                (float) stroke.width(),
                BasicStroke.CAP_BUTT,
                BasicStroke.JOIN_ROUND,
                1,
                new float[] {5, 4},
                0)
            : new BasicStroke(
                (float) stroke.width(), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
    graphics.draw(outline(xs, ys));
  }

  @Override
  public void shape(Ink ink, double opacity, double[] xs, double[] ys, String note) {
    Path2D outline = outline(xs, ys);
    outline.closePath();
    graphics.setColor(colour(ink, opacity));
    graphics.fill(outline);
  }

  @Override
  public void circle(Ink ink, double opacity, double x, double y, double radius, String note) {
    graphics.setColor(colour(ink, opacity));
    graphics.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
  }

  @Override
  public void cell(String colour, double x, double y, double width, double height, String note) {
    graphics.setColor(Color.decode(colour));
    graphics.fill(new Rectangle2D.Double(x, y, width + 0.3, height + 0.3));
  }

  @Override
  public void words(Type type, Ink ink, Anchor anchor, double x, double y, String words) {
    if (words.isBlank()) {
      return;
    }
    Font font = new Font(Font.SANS_SERIF, type == Type.TITLE ? Font.BOLD : Font.PLAIN, type.size);
    TextLayout layout = new TextLayout(words, font, graphics.getFontRenderContext());
    double width = layout.getAdvance();
    double left = x - (anchor == Anchor.START ? 0 : anchor == Anchor.MIDDLE ? width / 2 : width);
    graphics.setColor(colour(Ink.PAPER, 0.85));
    graphics.setStroke(new BasicStroke(3, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(layout.getOutline(AffineTransform.getTranslateInstance(left, y)));
    graphics.setColor(colour(ink, 1));
    layout.draw(graphics, (float) left, (float) y);
  }

  private static Path2D outline(double[] xs, double[] ys) {
    Path2D outline = new Path2D.Double();
    for (int k = 0; k < xs.length; k++) {
      if (k == 0) {
        outline.moveTo(xs[k], ys[k]);
      } else {
        outline.lineTo(xs[k], ys[k]);
      }
    }
    return outline;
  }

  private static Color colour(Ink ink, double opacity) {
    Color solid = Color.decode(ink.light());
    return new Color(
        solid.getRed(), solid.getGreen(), solid.getBlue(), (int) Math.round(255 * opacity));
  }
}
