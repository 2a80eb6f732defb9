package io.sweepstake.notebooks;

import io.sweepstake.jobs.drawing.Drawing;
import io.sweepstake.jobs.export.Format;
import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.sweeps.figure.Figure;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * What a notebook shows of a value: figures and images as pictures, tables as tables, all else as
 * its text.
 *
 * @param text always there
 * @param png a picture
 */
public record Shown(String text, Optional<byte[]> png) {
  /**
   * What is shown of a value.
   *
   * @throws IOException if it cannot be drawn
   */
  public static Shown of(Object value) throws IOException {
    if (value instanceof Figure figure) {
      String text = figure.caption().isBlank() ? figure.title() : figure.caption();
      return new Shown(text, Optional.of(new Drawing(figure).png()));
    }
    if (value instanceof RenderedImage image) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.write(image, "png", bytes);
      return new Shown("image", Optional.of(bytes.toByteArray()));
    }
    if (value instanceof ResultTable table) {
      return new Shown(table.format(Format.TABLE).stripTrailing(), Optional.empty());
    }
    return new Shown(String.valueOf(value), Optional.empty());
  }
}
