package io.sweepstake.core.exchange;

import io.sweepstake.core.quadratic.Packing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which patient-donor pairs can exchange kidneys with each other: cycles over types of pairs, in
 * which each pair's donor gives to the next pair's patient.
 *
 * @param types of pairs, at least 1
 * @param cycles each a list of 2 or more types, from 0; one type may be there more than once
 */
public record Structures(int types, List<List<Integer>> cycles) {
  /** More columns than this are no network's output any more. */
  private static final int MOST_COLUMNS = 4096;

  public Structures {
    cycles = cycles.stream().map(List::copyOf).toList();
    if (types < 1 || cycles.isEmpty()) {
      throw new IllegalArgumentException(
          "structures: need types and cycles, had " + types + " and " + cycles.size());
    }
    for (List<Integer> cycle : cycles) {
      if (cycle.size() < 2 || cycle.stream().anyMatch(type -> type < 0 || type >= types)) {
        throw new IllegalArgumentException(
            "structures: cycles are of 2 or more types from 0 to "
                + (types - 1)
                + ", was "
                + cycle);
      }
    }
  }

  /**
   * All cycles of up to so many pairs in a graph of types.
   *
   * @param gives whether a donor of one type can give to a patient of another, {@code [from][to]}
   * @param longest 2 or 3
   */
  public static Structures of(boolean[][] gives, int longest) {
    if (longest < 2 || longest > 3) {
      throw new IllegalArgumentException("cycles: must be of 2 or 3 pairs, was " + longest);
    }
    List<List<Integer>> cycles = new ArrayList<>();
    int types = gives.length;
    for (int a = 0; a < types; a++) {
      for (int b = a; b < types; b++) {
        if (gives[a][b] && gives[b][a]) {
          cycles.add(List.of(a, b));
        }
      }
    }
    for (int a = 0; longest == 3 && a < types; a++) {
      for (int b = a; b < types; b++) {
        for (int c = a; c < types; c++) {
          // Each once: from its least type on, and of two ways round that are the same, one.
          boolean first = b < c || b == c || !(gives[a][c] && gives[c][b] && gives[b][a]);
          if (first && gives[a][b] && gives[b][c] && gives[c][a]) {
            cycles.add(List.of(a, b, c));
          }
        }
      }
    }
    return new Structures(types, cycles);
  }

  /** What each cycle takes of one hospital's pairs: a row for each type. */
  public Packing internal() {
    return new Packing(types, cycles.stream().map(Structures::column).toList());
  }

  /**
   * What each cycle takes, by which hospital each of its pairs is of: rows {@code
   * [hospital][type]}. Two that take the same are one.
   *
   * @throws IllegalArgumentException if there are more than {@value #MOST_COLUMNS}
   */
  public Packing central(int hospitals) {
    Set<List<Integer>> all = new LinkedHashSet<>();
    for (List<Integer> cycle : cycles) {
      int[] owner = new int[cycle.size()];
      do {
        Integer[] rows = new Integer[owner.length];
        for (int k = 0; k < owner.length; k++) {
          rows[k] = owner[k] * types + cycle.get(k);
        }
        Arrays.sort(rows);
        all.add(List.of(rows));
        if (all.size() > MOST_COLUMNS) {
          throw new IllegalArgumentException(
              "structures: at most %d may be matched, with %d hospitals and %d cycles there are more"
                  .formatted(MOST_COLUMNS, hospitals, cycles.size()));
        }
      } while (next(owner, hospitals));
    }
    return new Packing(hospitals * types, all.stream().map(Structures::column).toList());
  }

  private static boolean next(int[] digits, int base) {
    for (int k = digits.length - 1; k >= 0; k--) {
      if (++digits[k] < base) {
        return true;
      }
      digits[k] = 0;
    }
    return false;
  }

  private static Packing.Column column(List<Integer> rows) {
    TreeMap<Integer, Integer> counts = new TreeMap<>();
    rows.forEach(row -> counts.merge(row, 1, Integer::sum));
    return new Packing.Column(
        counts.keySet().stream().mapToInt(Integer::intValue).toArray(),
        counts.values().stream().mapToDouble(Integer::doubleValue).toArray());
  }
}
