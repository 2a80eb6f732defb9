package io.sweepstake.jobs.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The valid name a person most likely meant. */
public final class Suggestion {
  private Suggestion() {}

  /**
   * The candidate nearest to a name by edit distance, first in order on ties: one that differs in
   * at most a third of the longer one's letters, or begins with the whole name. Dashes in front
   * count for nothing.
   */
  public static Optional<String> nearest(String name, Collection<String> candidates) {
    String wanted = bare(name);
    return candidates.stream()
        .filter(candidate -> begins(wanted, bare(candidate)) || near(wanted, bare(candidate)))
        .min(Comparator.comparingInt(candidate -> distance(wanted, bare(candidate))));
  }

  private static boolean near(String wanted, String candidate) {
    int longer = Math.max(wanted.length(), candidate.length());
    // A distance is at least the difference in length: what is far too long is not compared.
    return 3 * Math.abs(wanted.length() - candidate.length()) <= longer
        && 3 * distance(wanted, candidate) <= longer;
  }

  private static boolean begins(String wanted, String candidate) {
    return wanted.length() >= 3 && candidate.startsWith(wanted);
  }

  private static String bare(String name) {
    return name.toLowerCase(Locale.ROOT).replaceFirst("^-+", "");
  }

  /**
   * A clause to end a message with: {@code "; did you mean x?"}, else all the choices there are.
   */
  public static String clause(String name, Collection<String> candidates) {
    return nearest(name, candidates)
        .map(candidate -> "; did you mean " + candidate + "?")
        .orElse("; choose one of " + String.join(", ", candidates));
  }

  /** Optimal string alignment distance, ignoring case. */
  static int distance(String wanted, String candidate) {
    String other = candidate.toLowerCase(Locale.ROOT);
    int[][] cost = new int[wanted.length() + 1][other.length() + 1];
    for (int i = 0; i <= wanted.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int change = wanted.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        cost[i][j] =
            Math.min(cost[i - 1][j - 1] + change, Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1));
        if (i > 1
            && j > 1
            && wanted.charAt(i - 1) == other.charAt(j - 2)
            && wanted.charAt(i - 2) == other.charAt(j - 1)) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[wanted.length()][other.length()];
  }
}
