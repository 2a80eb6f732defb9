package io.sweepstake.benchmarks.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The comparison as a page of Markdown; the same for the same cells. */
final class SearchReport {
  private final Comparison comparison;
  private final List<Cell> cells;
  private final Optional<String> peer;
  private final List<String> names;
  private final StringBuilder page = new StringBuilder();

  /**
   * A page about cells.
   *
   * @param peer the name of Optuna among the contenders, if it took part
   */
  SearchReport(Comparison comparison, List<Cell> cells, Optional<String> peer) {
    this.comparison = comparison;
    this.cells = cells;
    this.peer = peer;
    names = comparison.contenders().stream().map(Contender::name).toList();
  }

  String markdown() {
    page.setLength(0);
    introduction();
    for (int count : comparison.workers()) {
      quartiles(count);
    }
    if (comparison.workers().contains(1)) {
      early();
      verdicts();
    }
    plots();
    notes();
    return page.toString();
  }

  private Cell cell(String contender, String function, int workers) {
    return cells.stream()
        .filter(c -> c.contender().equals(contender))
        .filter(c -> c.function().equals(function) && c.workers() == workers)
        .findFirst()
        .orElseThrow();
  }

  private boolean present(String contender, String function, int workers) {
    return cells.stream()
        .filter(c -> c.contender().equals(contender))
        .anyMatch(c -> c.function().equals(function) && c.workers() == workers);
  }

  /** Who took part with so many workers. */
  private List<String> names(int workers) {
    return comparison.contenders().stream()
        .filter(c -> !c.peer() || comparison.peerWorkers().contains(workers))
        .map(Contender::name)
        .toList();
  }

  private String command() {
    return peer.isEmpty() || comparison.peerFunctions().size() == comparison.functions().size()
        ? "benchmarks/search"
        : "benchmarks/search --peer-functions " + String.join(",", comparison.peerFunctions());
  }

  private void introduction() {
    text("# How many trials a search needs", "");
    text(
        "Simple regret, that is the least value found minus the function's minimum, on nine",
        "functions; written by `" + command() + "`,",
        "which reproduces this page to the digit.",
        "%d seeds, %d trials each; medians and, in brackets, quartiles."
            .formatted(comparison.seeds(), comparison.trials()),
        "Samplers have their default options, or those named. Workers are simulated in one process: each",
        "takes the next point as soon as it has told its last, trials last log-normally (σ = 0.5).",
        "Studies with the same function, seed and workers share their random start-up points,",
        "also across contenders: the first 10, or with W workers the first 10 + W − 1.",
        "");
    text(
        peer.isPresent()
            ? "Beside ours runs `"
                + peer.get()
                + "`, its TPE with default options (one parameter at a time)."
            : "Optuna was not at hand (no Python that imports it), so there is no column of it.");
    if (peer.isPresent() && peer.get().contains(" 3.1.")) {
      text(
          "That is Debian's version; its truncated normal omits −log σ from the log density",
          "(optuna/optuna issue 5109, put right in 3.5.0), which acts as extra exploitation.");
    }
    text(
        "The column " + PublishedOptuna.NAME + " is not run here: it was measured once, with 20",
        "seeds (12 with several workers), default arguments and start-up points of its own.",
        "What is empty was not run. Of the options of TPE only one change was tried, four times as",
        "many candidates (96 for 24), and that on these functions; so it is an option, and no more.",
        "");
  }

  private void quartiles(int workers) {
    int told = comparison.trials();
    text(
        "## After %d trials, %s"
            .formatted(told, workers == 1 ? "sequential" : workers + " asynchronous workers"),
        "");
    List<String> here = names(workers);
    List<String> head = new ArrayList<>(List.of("function"));
    head.addAll(here);
    head.add(PublishedOptuna.NAME);
    head(head);
    for (TestFunction function : comparison.functions()) {
      String least =
          here.stream()
              .filter(name -> present(name, function.name(), workers))
              .min(
                  (a, b) ->
                      Double.compare(
                          cell(a, function.name(), workers).after(told).median(),
                          cell(b, function.name(), workers).after(told).median()))
              .orElseThrow();
      List<String> row = new ArrayList<>(List.of(function.name()));
      for (String name : here) {
        if (!present(name, function.name(), workers)) {
          row.add("");
          continue;
        }
        String numbers = text(cell(name, function.name(), workers).after(told));
        row.add(name.equals(least) ? "**" + numbers.replaceFirst(" ", "** ") : numbers);
      }
      row.add(
          workers == 1
              ? text(PublishedOptuna.sequential(function.name()).at100())
              : PublishedOptuna.parallel(function.name(), workers)
                  .map(SearchReport::text)
                  .orElse(""));
      row(row);
    }
    text("");
  }

  private void early() {
    text("## Medians after 25 and 50 trials, sequential", "");
    List<String> head = new ArrayList<>(List.of("function"));
    for (String name : names) {
      head.add(name);
    }
    head.add(PublishedOptuna.NAME);
    head(head);
    for (TestFunction function : comparison.functions()) {
      List<String> row = new ArrayList<>(List.of(function.name()));
      for (String name : names) {
        row.add(
            present(name, function.name(), 1)
                ? text(cell(name, function.name(), 1), 25)
                    + " / "
                    + text(cell(name, function.name(), 1), 50)
                : "");
      }
      PublishedOptuna.Figures published = PublishedOptuna.sequential(function.name());
      row.add(text(published.at25()) + " / " + text(published.at50()));
      row(row);
    }
    text("");
  }

  private String text(Cell cell, int told) {
    return told <= comparison.trials() ? text(cell.after(told).median()) : "";
  }

  private void verdicts() {
    int told = comparison.trials();
    text("## Against the published column, Optuna here and random, sequential", "");
    text(
        "Against " + PublishedOptuna.NAME + ", *better* is a lower median and *within* a median",
        "no higher than its upper quartile; the other columns are wins on paired seeds.",
        "");
    for (Contender contender : comparison.contenders()) {
      if (!contender.peer() && !contender.name().equals("random")) {
        verdicts(contender.name(), told);
      }
    }
  }

  private void verdicts(String name, int told) {
    List<String> head =
        new ArrayList<>(
            List.of("`" + name + "`", "against " + PublishedOptuna.NAME, "beats random"));
    peer.ifPresent(other -> head.add("beats " + other));
    head(head);
    int better = 0;
    int within = 0;
    int comparable = 0;
    int belowRandom = 0;
    for (TestFunction function : comparison.functions()) {
      Cell cell = cell(name, function.name(), 1);
      double median = cell.after(told).median();
      double random = cell("random", function.name(), 1).after(told).median();
      belowRandom += median < random ? 1 : 0;
      Quartiles bar = PublishedOptuna.sequential(function.name()).at100();
      String verdict = "another function";
      if (PublishedOptuna.comparable(function.name())) {
        comparable++;
        better += median < bar.median() ? 1 : 0;
        within += median <= bar.upper() ? 1 : 0;
        verdict = median < bar.median() ? "better" : median <= bar.upper() ? "within" : "worse";
      }
      List<String> row = new ArrayList<>(List.of(function.name(), verdict));
      row.add(wins(cell, "random", told));
      peer.ifPresent(other -> row.add(wins(cell, other, told)));
      row(row);
    }
    text(
        "",
        "`%s`: no worse within the quartiles on %d of %d comparable functions, better on %d;"
            .formatted(name, within, comparable, better),
        "its median is below that of random on %d of %d."
            .formatted(belowRandom, comparison.functions().size()),
        "");
  }

  private String wins(Cell cell, String other, int told) {
    if (!present(other, cell.function(), cell.workers())) {
      return "";
    }
    Cell others = cell(other, cell.function(), cell.workers());
    return cell.wins(others, told) + " of " + comparison.seeds();
  }

  private void plots() {
    text("## On the way", "");
    for (TestFunction function : comparison.functions()) {
      text("![%s](search-benchmarks/%s.svg)".formatted(function.name(), function.name()), "");
    }
  }

  private void notes() {
    text("## The functions", "");
    text(
        "Textbook definitions and bounds; a name that ends in `s` has its optimum moved by",
        "(0.31, −0.47, 0.22, 0.53, −0.38) of half the range, since many samplers favour the middle.",
        "`mixed6` is defined here: two floats and an int on log scales, an int, four choices and a",
        "float, log-quadratic with an interaction of the first two. The function of that name",
        "behind the " + PublishedOptuna.NAME + " column is of the same kind but not the same, so",
        "its column is not comparable.");
  }

  private void head(List<String> columns) {
    row(columns);
    page.append("|").append("---|".repeat(columns.size())).append('\n');
  }

  private void row(List<String> columns) {
    page.append("| ").append(String.join(" | ", columns)).append(" |\n");
  }

  private void text(String... lines) {
    for (String line : lines) {
      page.append(line).append('\n');
    }
  }

  static String text(Quartiles q) {
    return text(q.median()) + " [" + text(q.lower()) + ", " + text(q.upper()) + "]";
  }

  /** Three significant digits. */
  static String text(double number) {
    if (number == 0) {
      return "0";
    }
    int digits = 2 - (int) Math.floor(Math.log10(Math.abs(number)));
    return String.format(Locale.ROOT, "%." + Math.max(0, Math.min(6, digits)) + "f", number);
  }
}
