package io.sweepstake.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A study's trials as its CSV file has them. */
final class TrialTable {
  private TrialTable() {}

  /** Row by row, by column name. */
  static List<Map<String, String>> of(Path study) throws IOException {
    List<String> lines = Files.readAllLines(study.resolve("trials.csv"));
    List<String> columns = cells(lines.get(0));
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      List<String> cells = cells(line);
      Map<String, String> row = new LinkedHashMap<>();
      for (int k = 0; k < columns.size(); k++) {
        row.put(columns.get(k), cells.get(k));
      }
      rows.add(row);
    }
    return rows;
  }

  /** Splits at the commas outside quotes. */
  private static List<String> cells(String line) {
    return List.of(line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1));
  }
}
