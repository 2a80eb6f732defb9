package io.sweepstake.sweeps.figure;

import java.util.List;

/**
 * A part of a study's report.
 *
 * @param title its heading
 * @param paragraphs what a reader is told first; plain text
 * @param figures shown side by side where there is room
 * @param tables below them
 */
public record Section(
    String title, List<String> paragraphs, List<Figure> figures, List<Table> tables) {
  public Section {
    if (title.isBlank()) {
      throw new IllegalArgumentException("section: needs a title, was blank");
    }
    paragraphs = List.copyOf(paragraphs);
    figures = List.copyOf(figures);
    tables = List.copyOf(tables);
  }
}
