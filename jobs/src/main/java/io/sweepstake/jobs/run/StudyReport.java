package io.sweepstake.jobs.run;

import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.jobs.report.HtmlReport;
import io.sweepstake.sweeps.figure.Section;
import io.sweepstake.sweeps.problem.Judge;
import io.sweepstake.sweeps.problem.Reference;
import io.sweepstake.sweeps.problem.TradeOff;
import io.sweepstake.sweeps.problem.Words;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What a study has come to.
 *
 * @param words in which people are told
 * @param finalists judged, best first
 * @param verdict the trial that is named, and why; empty where there is none, or several goals
 * @param judge that judged them; empty where the problem has none
 * @param references what is known without learning
 * @param alarms about what is too good to be true
 * @param hints about what people could do to learn more
 * @param remedies what people could change where no trial keeps to the constraints
 * @param sections what the problem itself shows of it
 */
public record StudyReport(
    Words words,
    History history,
    Finalists finalists,
    Optional<Verdict> verdict,
    Optional<Judge> judge,
    List<Reference> references,
    List<String> alarms,
    List<String> hints,
    List<String> remedies,
    List<Section> sections) {
  public StudyReport {
    references = List.copyOf(references);
    alarms = List.copyOf(alarms);
    hints = List.copyOf(hints);
    remedies = List.copyOf(remedies);
    sections = List.copyOf(sections);
  }

  /**
   * The report as a page.
   *
   * @param tradeOff of the problem
   * @param judging whether trials were to be judged anew
   */
  public HtmlReport page(Optional<TradeOff> tradeOff, boolean judging) {
    return new HtmlReport(
        history,
        words,
        tradeOff,
        references,
        best(),
        judging && judge.isPresent()
            ? Optional.of(table().led(brief().columns()))
            : Optional.empty(),
        alarms,
        notes(),
        verdict.map(Verdict::gained),
        sections);
  }

  /** The trial that is named, as it was judged; before that the one that leads. */
  private Optional<Trial> best() {
    return verdict
        .map(named -> named.of(history.trial(named.trial())))
        .or(() -> Ranking.severalGoals(history) ? Optional.empty() : history.best());
  }

  /** What people are told beside the tables: why the best is the best, or none is, and hints. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    verdict.ifPresent(named -> notes.add(named.why()));
    if (verdict.isEmpty()) {
      best()
          .ifPresent(
              leads ->
                  notes.add(
                      "trial "
                          + leads.number()
                          + (history.spec().objective().violation(leads.state().metrics()) > 0
                              ? " breaks the constraint least"
                              : " leads")
                          + " so far, by the trials' own measure; none has been named yet"));
    }
    if (verdict.filter(named -> !named.keeps()).isPresent() && !remedies.isEmpty()) {
      notes.add("no trial keeps the constraint; what may: " + String.join(", ", remedies));
    }
    notes.addAll(hints);
    return notes;
  }

  /** What the named trial left for people to use, below the study's directory. */
  public Optional<String> used() {
    return verdict
        .flatMap(Verdict::artifact)
        .map(path -> judge.map(of -> path.replace(of.artifact(), of.used())).orElse(path));
  }

  /** The finalists beside what is known without learning. */
  public ResultTable table() {
    return judge
        .map(judged -> finalists.table(judged, words.kind(), references))
        .orElseGet(() -> table(words, references));
  }

  /** The same with what fits on a line of a terminal. */
  public ResultTable brief() {
    return judge
        .map(judged -> finalists.brief(judged, words.kind(), references))
        .orElseGet(() -> table(words, references));
  }

  /** References alone: a column for each of their metrics. */
  public static ResultTable table(Words words, List<Reference> references) {
    Set<io.sweepstake.sweeps.study.Metric> metrics = new LinkedHashSet<>();
    references.forEach(reference -> metrics.addAll(reference.metrics().asMap().keySet()));
    List<String> columns = new ArrayList<>(List.of(words.kind()));
    metrics.forEach(metric -> columns.add(metric.name()));
    List<List<Object>> rows = new ArrayList<>();
    for (Reference reference : references) {
      List<Object> row = new ArrayList<>(List.of(reference.name()));
      for (var metric : metrics) {
        OptionalDouble value = reference.metrics().value(metric);
        row.add(value.isPresent() ? value.getAsDouble() : null);
      }
      rows.add(row);
    }
    return new ResultTable(columns, rows);
  }
}
