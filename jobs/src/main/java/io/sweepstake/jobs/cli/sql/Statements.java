package io.sweepstake.jobs.cli.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * SQL as people type it: statements that end in semicolons, which count for nothing in quotes and
 * comments.
 *
 * @param whole the statements that have ended, without their semicolons; none is blank
 * @param rest what follows the last of them
 */
record Statements(List<String> whole, String rest) {
  private static final String LINE_COMMENT = "--";

  Statements {
    whole = List.copyOf(whole);
  }

  /**
   * Takes all that there will be of a text apart: what follows the last semicolon is a statement,
   * too, also one that cannot be answered, as a quote or a comment in it never ends.
   */
  static List<String> all(String text) {
    Statements found = of(text);
    List<String> all = new ArrayList<>(found.whole());
    if (!found.rest().isEmpty()) {
      all.add(found.rest());
    }
    return all;
  }

  /** Takes a text apart. */
  static Statements of(String text) {
    List<String> whole = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      int end = end(text, i);
      String token = text.substring(i, end);
      i = end;
      if (token.equals(";")) {
        if (!current.toString().isBlank()) {
          whole.add(current.toString().strip());
        }
        current.setLength(0);
      } else if (token.startsWith(LINE_COMMENT) || isBlockComment(token)) {
        current.append(' ');
      } else {
        current.append(token);
      }
    }
    return new Statements(whole, current.toString().strip());
  }

  /** Hints look like comments and are none; what never ends is a mistake, and nothing to skip. */
  private static boolean isBlockComment(String token) {
    return token.startsWith("/*")
        && !token.startsWith("/*+")
        && token.length() >= "/**/".length()
        && token.endsWith("*/");
  }

  /** Where the token that begins somewhere ends: quotes, a comment, or one letter. */
  private static int end(String text, int begin) {
    char first = text.charAt(begin);
    if (text.startsWith(LINE_COMMENT, begin)) {
      int end = text.indexOf('\n', begin);
      return end < 0 ? text.length() : end;
    }
    if (text.startsWith("/*", begin)) {
      int end = text.indexOf("*/", begin + 2);
      return end < 0 ? text.length() : end + 2;
    }
    if (first != '\'' && first != '"' && first != '`') {
      return begin + 1;
    }
    for (int i = begin + 1; i < text.length(); i++) {
      if (text.charAt(i) == '\\' && first != '`') {
        i++;
      } else if (text.charAt(i) == first) {
        return i + 1;
      }
    }
    return text.length();
  }
}
