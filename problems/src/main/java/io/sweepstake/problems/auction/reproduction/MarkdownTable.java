package io.sweepstake.problems.auction.reproduction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table of a Markdown page under construction. */
final class MarkdownTable {
  private final List<List<String>> lines = new ArrayList<>();

  MarkdownTable(String... headings) {
    lines.add(List.of(headings));
    lines.add(Arrays.stream(headings).map(heading -> "---").toList());
  }

  void add(String... cells) {
    if (cells.length != lines.get(0).size()) {
      throw new IllegalArgumentException(
          "table: a row wants " + lines.get(0).size() + " cells, was " + List.of(cells));
    }
    lines.add(List.of(cells));
  }

  boolean empty() {
    return lines.size() == 2;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      text.append("| ").append(String.join(" | ", line)).append(" |\n");
    }
    return text.toString();
  }
}
