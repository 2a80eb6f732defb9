package io.sweepstake.jobs.cli.sql;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes views, the columns of those that a statement names, functions and SQL's own words. */
final class SqlCompleter implements Completer {
  private static final List<String> WORDS =
      List.of(
          ("SELECT FROM WHERE GROUP BY ORDER LIMIT HAVING DISTINCT JOIN LEFT ON USING AS AND OR NOT"
                  + " IN IS NULL LIKE BETWEEN CASE WHEN THEN ELSE END DESC ASC NULLS LAST WITH OVER"
                  + " PARTITION UNION ALL DESCRIBE SHOW VIEWS EXPLAIN exit")
              .split(" "));

  private static final Pattern WORD = Pattern.compile("[^a-z_]+");
  private static final Pattern IDENTIFIER = Pattern.compile("[a-z_0-9]+");

  private final Supplier<Map<String, List<String>>> columns;
  private final Collection<String> functions;

  /**
   * @param columns of each view; asked for when first needed
   * @param functions that may be called
   */
  SqlCompleter(Supplier<Map<String, List<String>>> columns, Collection<String> functions) {
    this.columns = columns;
    this.functions = functions;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    candidates(line.line(), line.word().substring(0, line.wordCursor())).stream()
        .map(word -> new Candidate(word, word, null, null, null, null, !word.endsWith("(")))
        .forEach(candidates::add);
  }

  /**
   * What a word of a statement may become, the likeliest first.
   *
   * @param statement all of it
   * @param begun the word as far as it is typed, with what stands before it without a blank
   */
  List<String> candidates(String statement, String begun) {
    // In avg(obj and t.obj what is to be completed is obj.
    int cut =
        1
            + Math.max(
                begun.lastIndexOf('('), Math.max(begun.lastIndexOf(','), begun.lastIndexOf('.')));
    String before = begun.substring(0, cut);
    String start = begun.substring(cut).toLowerCase(Locale.ROOT);
    Map<String, List<String>> views = columns.get();
    Set<String> said = Set.copyOf(Arrays.asList(WORD.split(statement.toLowerCase(Locale.ROOT))));
    Set<String> words = new LinkedHashSet<>();
    boolean any = views.keySet().stream().anyMatch(said::contains);
    views.forEach(
        (view, columns) -> {
          if (!any || said.contains(view)) {
            words.addAll(columns);
          }
        });
    words.addAll(views.keySet());
    WORDS.forEach(word -> words.add(start.isEmpty() ? word : likeTyped(word, begun)));
    if (!start.isEmpty()) {
      functions.stream().filter(IDENTIFIER.asMatchPredicate()).forEach(f -> words.add(f + "("));
    }
    return words.stream()
        .filter(word -> word.toLowerCase(Locale.ROOT).startsWith(start))
        .map(word -> before + word)
        .toList();
  }

  /** SQL's words in small letters for who types small letters. */
  private static String likeTyped(String word, String begun) {
    return begun.equals(begun.toLowerCase(Locale.ROOT)) ? word.toLowerCase(Locale.ROOT) : word;
  }
}
