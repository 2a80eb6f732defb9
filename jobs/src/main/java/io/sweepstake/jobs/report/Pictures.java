package io.sweepstake.jobs.report;

import io.sweepstake.jobs.drawing.Drawing;
import io.sweepstake.jobs.export.WholeFile;
import io.sweepstake.sweeps.figure.Figure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Figures as files of a folder, each by its name.
 *
 * @param folder made where there is none
 */
public record Pictures(Path folder) {
  private interface Format {
    byte[] of(Drawing drawing) throws IOException;
  }

  /**
   * Writes each as an SVG file, which shows both themes.
   *
   * @return how many
   */
  public int svg(List<Figure> figures) throws IOException {
    return write(figures, ".svg", drawing -> drawing.svg().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes each as a PNG file, on white.
   *
   * @return how many
   */
  public int png(List<Figure> figures) throws IOException {
    return write(figures, ".png", Drawing::png);
  }

  private int write(List<Figure> figures, String ending, Format format) throws IOException {
    Files.createDirectories(folder);
    Set<String> taken = new HashSet<>();
    for (Figure figure : figures) {
      String name = figure.name();
      for (int k = 2; !taken.add(name); k++) {
        name = figure.name() + "-" + k;
      }
      WholeFile.write(folder.resolve(name + ending), format.of(new Drawing(figure)));
    }
    return figures.size();
  }
}
