package io.sweepstake.benchmarks.search;

import io.sweepstake.benchmarks.SignTest;
import io.sweepstake.benchmarks.search.function.TestFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The comparison as a page of Markdown; the same for the same cells. */
final class SearchReport {
  private static final String AUTOMATIC = "auto";

  private final Comparison comparison;
  private final List<Cell> cells;
  private final List<String> names;
  private final String drawings;
  private final boolean published;
  private final StringBuilder page = new StringBuilder();

  /**
   * @param drawings the folder beside the page that has them
   */
  SearchReport(Comparison comparison, List<Cell> cells, String drawings) {
    this.comparison = comparison;
    this.cells = cells;
    this.drawings = drawings;
    published = comparison.functions().stream().allMatch(f -> PublishedOptuna.knows(f.name()));
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
    automatic();
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

  private List<String> names(boolean peers) {
    return comparison.contenders().stream()
        .filter(contender -> contender.peer() == peers)
        .map(Contender::name)
        .toList();
  }

  private void introduction() {
    text("# How many trials a search needs", "");
    text(
        "Simple regret, that is the least value found minus the function's minimum, on %d"
            .formatted(comparison.functions().size()),
        "functions; written by `benchmarks/search%s`, which reproduces this page to the digit."
            .formatted(published ? "" : " --suite wider"),
        "%d seeds, %d trials each; medians and, in brackets, quartiles."
            .formatted(comparison.seeds(), comparison.trials()),
        "Samplers have their default options, or those named. Workers are simulated in one process: each",
        "takes the next point as soon as it has told its last, trials last log-normally (σ = 0.5).",
        "Studies with the same function, seed and workers share their random start-up points,",
        "also across contenders: the first 10, or with W workers the first 10 + W − 1 (`qmc` and",
        "`grid` have none).",
        "");
    if (names(true).isEmpty()) {
      text("Optuna was not at hand (no Python that imports it), so there is no column of it.");
    } else {
      text(
          "Beside ours run " + String.join(" and ", names(true)) + ": their samplers (TPE",
          "where none is named) with default options, the same functions, workers and start-up points (`--optuna DIRECTORY` adds the",
          "source tree of another version than the one installed).");
    }
    if (names(true).stream().anyMatch(name -> name.contains(" 3.1."))) {
      text(
          "3.1.0 is Debian's version; it models one parameter at a time, and its truncated normal",
          "omits −log σ from the log density (optuna/optuna issue 5109, put right in 3.5.0), which",
          "acts as extra exploitation.");
    }
    if (!published) {
      text(
          "",
          "Nothing was chosen on these functions. What a study is told may be noisy, and may break a",
          "constraint: the regret is that of the trial which keeps the constraint and was measured",
          "least, without noise; – where none keeps it.",
          "");
      return;
    }
    text(
        "The column *" + PublishedOptuna.NAME + "* was measured once, elsewhere, with 20 seeds (12",
        "with several workers) and start-up points of its own: it is the bar set beforehand.",
        "");
    text(
        "Our `tpe` differs from Optuna's in three defaults: 48 candidates for 24, a good share of",
        "0.15 for 0.1, and start-up points beyond the tenth, which many workers ask for while they",
        "wait for first results, do not raise the number of good trials. The three were chosen on",
        "these functions and eight others, and confirmed on 100 other seeds; `preset=optuna` has",
        "the defaults of Optuna 5.0.",
        "");
  }

  private void quartiles(int workers) {
    int told = comparison.trials();
    text(
        "## After %d trials, %s"
            .formatted(told, workers == 1 ? "sequential" : workers + " asynchronous workers"),
        "");
    List<String> head = new ArrayList<>(List.of("function"));
    head.addAll(names);
    if (published) {
      head.add(PublishedOptuna.NAME);
    }
    head(head);
    for (TestFunction function : comparison.functions()) {
      String least =
          names.stream()
              .min(
                  (a, b) ->
                      Double.compare(
                          cell(a, function.name(), workers).after(told).median(),
                          cell(b, function.name(), workers).after(told).median()))
              .orElseThrow();
      List<String> row = new ArrayList<>(List.of(function.name()));
      for (String name : names) {
        String numbers = text(cell(name, function.name(), workers).after(told));
        row.add(name.equals(least) ? "**" + numbers.replaceFirst(" ", "** ") : numbers);
      }
      if (published) {
        row.add(
            workers == 1
                ? text(PublishedOptuna.sequential(function.name()).at100())
                : PublishedOptuna.parallel(function.name(), workers)
                    .map(SearchReport::text)
                    .orElse(""));
      }
      row(row);
    }
    text("");
  }

  private void early() {
    text("## Medians after 25 and 50 trials, sequential", "");
    List<String> head = new ArrayList<>(List.of("function"));
    head.addAll(names);
    if (published) {
      head.add(PublishedOptuna.NAME);
    }
    head(head);
    for (TestFunction function : comparison.functions()) {
      List<String> row = new ArrayList<>(List.of(function.name()));
      for (String name : names) {
        Cell cell = cell(name, function.name(), 1);
        row.add(text(cell, 25) + " / " + text(cell, 50));
      }
      if (published) {
        PublishedOptuna.Figures figures = PublishedOptuna.sequential(function.name());
        row.add(text(figures.at25()) + " / " + text(figures.at50()));
      }
      row(row);
    }
    text("");
  }

  private String text(Cell cell, int told) {
    return told <= comparison.trials() ? text(cell.after(told).median()) : "";
  }

  private void verdicts() {
    if (published) {
      text("## Against the published bar, sequential", "");
      text(
          "*Better* is a median below that of " + PublishedOptuna.NAME + ", *within* one no higher",
          "than its upper quartile. Its `mixed6` is of the same kind as ours but not the same.",
          "");
      table(this::verdict);
    }
    for (String other : names(true)) {
      wins(other);
    }
    wins("random");
  }

  private String verdict(Cell cell) {
    if (!PublishedOptuna.comparable(cell.function())) {
      return "";
    }
    double median = cell.after(comparison.trials()).median();
    Quartiles bar = PublishedOptuna.sequential(cell.function()).at100();
    return median < bar.median() ? "better" : median <= bar.upper() ? "within" : "worse";
  }

  /** On how many seeds our samplers are ahead of another contender, sequential. */
  private void wins(String other) {
    text(
        "## Seeds of %d on which a sampler is ahead of %s after %d trials, sequential"
            .formatted(comparison.seeds(), other, comparison.trials()),
        "");
    table(
        cell ->
            cell.contender().equals(other)
                ? ""
                : String.valueOf(cell.wins(cell(other, cell.function(), 1), comparison.trials())));
  }

  /** A row for each function, a column for each of our samplers. */
  private void table(Function<Cell, String> content) {
    List<String> ours = names(false);
    List<String> head = new ArrayList<>(List.of("function"));
    head.addAll(ours);
    head(head);
    for (TestFunction function : comparison.functions()) {
      List<String> row = new ArrayList<>(List.of(function.name()));
      ours.forEach(name -> row.add(content.apply(cell(name, function.name(), 1))));
      row(row);
    }
    text("");
  }

  /** Where the sampler that chooses by itself is behind the best single one, by sign tests. */
  private void automatic() {
    if (!names.contains(AUTOMATIC)) {
      return;
    }
    text("## `auto` beside the best single sampler", "");
    text(
        "Best by its median after %d trials; seeds on which `auto` ends lower or higher, and the"
            .formatted(comparison.trials()),
        "probability of so many higher ones or more if both were alike (sign test, one side).",
        "");
    head(List.of("function", "workers", "best single", "`auto` lower", "higher", "p"));
    int worse = 0;
    for (TestFunction function : comparison.functions()) {
      for (int count : comparison.workers()) {
        Cell best =
            names(false).stream()
                .filter(name -> !name.equals(AUTOMATIC))
                .map(name -> cell(name, function.name(), count))
                .min((a, b) -> Double.compare(median(a), median(b)))
                .orElseThrow();
        Cell automatic = cell(AUTOMATIC, function.name(), count);
        int lower = automatic.wins(best, comparison.trials());
        int higher = best.wins(automatic, comparison.trials());
        double chance = SignTest.chance(higher, lower + higher);
        worse += chance < 0.05 ? 1 : 0;
        row(
            List.of(
                function.name(),
                String.valueOf(count),
                best.contender(),
                String.valueOf(lower),
                String.valueOf(higher),
                String.format(Locale.ROOT, chance < 0.05 ? "**%.3f**" : "%.3f", chance)));
      }
    }
    int all = comparison.functions().size() * comparison.workers().size();
    text("", "Significantly worse in %d of %d cells.".formatted(worse, all), "");
  }

  private double median(Cell cell) {
    return cell.after(comparison.trials()).median();
  }

  private void plots() {
    text("## On the way", "");
    for (TestFunction function : comparison.functions()) {
      text("![%s](%s/%s.svg)".formatted(function.name(), drawings, function.name()), "");
    }
  }

  private void notes() {
    text("## The functions", "");
    if (!published) {
      text(
          "`styblinski5s` is moved by half of what the other page's functions are; `michalewicz5`",
          "has valleys so narrow that nearly all of the box is flat; `conditional8` chooses a",
          "learner, whose two hyper-parameters of six exist then; `branin2n` is told with normal",
          "noise of standard deviation 2; `gardner2` (the second simulation of Gardner et al., ICML",
          "2014) and `townsend2` have a constraint, which the samplers are told; `sparse20` is",
          "`hartmann3` in three of twenty dimensions; `plateaus6` has whole numbers that are felt in",
          "steps of five; `ridge3` tunes kernel ridge regression of Friedman's first function, from 60",
          "examples, by the error on 60 others.");
      return;
    }
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
    if (Double.isInfinite(number)) {
      return "–";
    }
    int digits = 2 - (int) Math.floor(Math.log10(Math.abs(number)));
    return String.format(Locale.ROOT, "%." + Math.max(0, Math.min(6, digits)) + "f", number);
  }
}
