package io.sweepstake.sweeps.figure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A table of a {@link Section}.
 *
 * @param title a few words above it; may be blank
 * @param columns their names
 * @param rows a cell for each column: a number, text, or null for what is missing
 */
public record Table(String title, List<String> columns, List<List<Object>> rows) {
  public Table {
    columns = List.copyOf(columns);
    List<List<Object>> copies = new ArrayList<>();
    for (List<Object> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "table " + title + ": a row wants " + columns.size() + " cells, was " + row);
      }
      copies.add(Collections.unmodifiableList(new ArrayList<>(row)));
    }
    rows = List.copyOf(copies);
  }
}
