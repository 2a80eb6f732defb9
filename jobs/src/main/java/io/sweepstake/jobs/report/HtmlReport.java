package io.sweepstake.jobs.report;

import io.sweepstake.jobs.drawing.Markup;
import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.jobs.report.search.Search;
import io.sweepstake.jobs.report.search.SearchSections;
import io.sweepstake.sweeps.analysis.ParetoSet;
import io.sweepstake.sweeps.figure.Axis;
import io.sweepstake.sweeps.figure.Figure;
import io.sweepstake.sweeps.figure.Section;
import io.sweepstake.sweeps.problem.Reference;
import io.sweepstake.sweeps.problem.TradeOff;
import io.sweepstake.sweeps.problem.Words;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.study.Counted;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Schedule;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A study as one page that needs nothing but a browser: tables, and figures drawn within. */
public final class HtmlReport {
  private final History history;
  private final Words words;
  private final List<Reference> references;
  private final Optional<Trial> best;
  private final Optional<ResultTable> finalists;
  private final List<String> alarms;
  private final List<String> notes;
  private final Optional<String> gained;
  private final List<Section> sections;
  private final List<Section> search;

  /**
   * @param words of the problem that the study is about
   * @param tradeOff of it, which has a figure
   * @param references what the figures show beside the trials
   * @param best the trial that is named, as it was judged, or leads so far, where nothing is said
   *     to be gained yet; empty where there are several goals
   * @param finalists the best trials, once they have been judged
   * @param alarms what a reader must not miss, one sentence each
   * @param notes why that trial is the best, and what a reader could do, one sentence each
   * @param gained what the search has gained, in a line
   * @param sections of the problem itself
   */
  public HtmlReport(
      History history,
      Words words,
      Optional<TradeOff> tradeOff,
      List<Reference> references,
      Optional<Trial> best,
      Optional<ResultTable> finalists,
      List<String> alarms,
      List<String> notes,
      Optional<String> gained,
      List<Section> sections) {
    this.history = history;
    this.words = words;
    this.references = List.copyOf(references);
    this.best = best;
    this.finalists = finalists;
    this.alarms = List.copyOf(alarms);
    this.notes = List.copyOf(notes);
    this.gained = gained;
    this.sections = List.copyOf(sections);
    this.search =
        new SearchSections(new Search(history, tradeOff, references, best), words.steps())
            .sections();
  }

  /** All figures, in the page's order. */
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    sections.forEach(section -> figures.addAll(section.figures()));
    search.forEach(section -> figures.addAll(section.figures()));
    return figures;
  }

  /** The whole page. */
  public String html() {
    StringBuilder body = new StringBuilder();
    if (goals().size() > 1) {
      body.append(front());
    } else {
      best.ifPresent(named -> body.append(bestTrial(named)));
    }
    finalists.ifPresent(
        table ->
            body.append(HtmlPage.heading("Finalists, " + words.judged()))
                .append(HtmlPage.table(table)));
    notes.forEach(note -> body.append(HtmlPage.dim(note)));
    if (finalists.isEmpty() && !references.isEmpty()) {
      body.append(HtmlPage.heading("Baselines")).append(HtmlPage.table(referenceTable()));
    }
    sections.forEach(section -> body.append(HtmlPage.liveSection(section)));
    search.forEach(section -> body.append(HtmlPage.liveSection(section)));
    long beyond = history.trials().stream().filter(this::isBeyond).count();
    if (beyond > 0) {
      body.append(
          HtmlPage.dim(
              (beyond == 1 ? "1 trial has a value" : beyond + " trials have values")
                  + " beyond 1e100, which stands for an infinity; the plots leave it out."));
    }
    TrialTable trials = new TrialTable(history);
    if (history.size() > 0) {
      body.append(
          HtmlPage.sheet(
              trials.table(),
              HtmlPage.heading("Trials")
                  + HtmlPage.dim(trials.caption())
                  + HtmlPage.sortableTable(trials.table(), "All trials")));
    }
    best.ifPresent(
        named ->
            body.append(HtmlPage.heading("Where trial " + named.number() + " comes from"))
                .append(HtmlPage.facts("", provenance(history.trial(named.number())))));
    body.append(HtmlPage.heading("Study")).append(HtmlPage.facts("", study()));
    StringBuilder page = new StringBuilder(HtmlPage.liveBegun(history.spec().name()));
    page.append(HtmlPage.dim(summary()));
    alarms.forEach(
        alarm -> page.append("<p class=\"alarm\">").append(Markup.escape(alarm)).append("</p>\n"));
    return page.append(cards())
        .append(HtmlPage.contents(body))
        .append(body)
        .append(HtmlPage.liveEnd())
        .toString();
  }

  private String summary() {
    int open = history.open().size();
    int told = history.told() - history.removedCount();
    return told
        + (told == 1 ? " trial: " : " trials: ")
        + history.completedCount()
        + " completed, "
        + history.prunedCount()
        + " pruned, "
        + history.failedCount()
        + " failed"
        + (open > 0 ? "; " + open + " under way or waiting" : "")
        + ". Objective: "
        + history.spec().objective()
        + "."
        + (words.caution().isBlank() ? "" : " " + words.caution());
  }

  /** What a reader wants to know first. */
  private String cards() {
    StringBuilder cards = new StringBuilder();
    gained.ifPresent(line -> cards.append(HtmlPage.paragraph(line)));
    cards.append("<dl class=\"cards\">");
    best.ifPresent(
        named -> {
          cards.append(
              HtmlPage.card(
                  gained.isPresent() ? "best" : "best so far", "trial " + named.number(), ""));
          history
              .spec()
              .objective()
              .metrics()
              .forEach(
                  metric ->
                      named
                          .state()
                          .metrics()
                          .value(metric)
                          .ifPresent(
                              value ->
                                  cards.append(
                                      HtmlPage.card(
                                          metric.name().replace('_', ' '),
                                          SweepConsole.number(value),
                                          bound(metric)))));
        });
    cards.append(HtmlPage.card("trials", String.valueOf(history.told()), took()));
    return cards.append("</dl>\n").toString();
  }

  private String bound(Metric metric) {
    List<String> bounds = new ArrayList<>();
    history.spec().objective().constraints().stream()
        .filter(constraint -> constraint.metric().equals(metric))
        .forEach(constraint -> bounds.add(constraint.toString().substring(metric.name().length())));
    for (Reference reference : references) {
      if (reference.bound()) {
        reference
            .metrics()
            .value(metric)
            .ifPresent(value -> bounds.add(reference.name() + " " + SweepConsole.number(value)));
      }
    }
    return String.join(", ", bounds).strip();
  }

  private String took() {
    long failed = history.failedCount();
    long pruned = history.prunedCount();
    return (pruned > 0 ? pruned + " pruned" : "")
        + (pruned > 0 && failed > 0 ? ", " : "")
        + (failed > 0 ? failed + " failed" : "");
  }

  private String bestTrial(Trial named) {
    Map<String, Object> found = new LinkedHashMap<>();
    named.state().metrics().asMap().forEach((name, value) -> found.put(name.name(), value));
    return HtmlPage.heading(
            "Best trial" + (gained.isPresent() ? "" : " so far") + ": " + named.number())
        + HtmlPage.facts("What it tried", named.point().values())
        + HtmlPage.facts("What came of it", found)
        + schedule(Schedule.of(history, named));
  }

  private static String schedule(Schedule schedule) {
    if (schedule.stages().size() < 2) {
      return "";
    }
    List<List<Object>> rows = new ArrayList<>();
    for (Schedule.Stage stage : schedule.stages()) {
      rows.add(List.of(stage.from(), stage.trial(), stage.point().toString()));
    }
    return HtmlPage.heading("Its schedule")
        + HtmlPage.table(new ResultTable(List.of("from step", "trial", "parameters"), rows));
  }

  /** All that a row says of where its numbers come from. */
  private static Map<String, Object> provenance(Trial trial) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("proposed by", trial.ask().source());
    facts.put("after", Counted.of(trial.ask().toldBefore(), "trial") + " had ended");
    facts.put("seed", String.valueOf(trial.seed()));
    facts.put("attempt", trial.attempt());
    facts.put("started", String.valueOf(trial.timing().started()));
    facts.put("ended", String.valueOf(trial.timing().finished()));
    facts.putAll(trial.provenance().attributes());
    return facts;
  }

  private List<Goal> goals() {
    return history.spec().objective().goals();
  }

  /** With several goals: the trials that no other dominates, by the first goal. */
  private String front() {
    List<Trial> front = new ArrayList<>(ParetoSet.of(history).front());
    if (front.isEmpty()) {
      return "";
    }
    front.sort(history.spec().objective()::compare);
    List<String> columns = new ArrayList<>(List.of("trial"));
    goals().forEach(goal -> columns.add(goal.toString()));
    history.spec().space().params().forEach(param -> columns.add(param.name()));
    List<List<Object>> rows = new ArrayList<>();
    for (Trial trial : front) {
      List<Object> row = new ArrayList<>(List.of(trial.number()));
      goals().forEach(goal -> row.add(goal.value(trial.state().metrics()).getAsDouble()));
      history
          .spec()
          .space()
          .params()
          .forEach(param -> row.add(trial.point().find(param.name()).orElse(null)));
      rows.add(row);
    }
    boolean feasible = history.spec().objective().violation(front.get(0).state().metrics()) == 0;
    return HtmlPage.heading(
            feasible
                ? "Pareto front: "
                    + Counted.of(front.size(), "trial")
                    + " that no other beats in every goal"
                : "No trial is feasible; these violate least")
        + HtmlPage.table(new ResultTable(columns, rows));
  }

  private static List<Object> row(String name, Object value) {
    return List.of(name, value);
  }

  private ResultTable referenceTable() {
    Metric metric = goals().get(0).weights().keySet().iterator().next();
    List<List<Object>> rows = new ArrayList<>();
    for (Reference reference : references) {
      reference.metrics().value(metric).ifPresent(value -> rows.add(row(reference.name(), value)));
    }
    return new ResultTable(List.of(words.kind(), metric.name()), rows);
  }

  private Map<String, Object> study() {
    StudySpec spec = history.spec();
    Map<String, Object> facts = new LinkedHashMap<>(spec.settings());
    facts.put("sampler", spec.sampler());
    facts.put("pruner", spec.pruner());
    facts.put("seed", String.valueOf(spec.seed()));
    for (Param<?> param : spec.space().params()) {
      facts.put(param.name(), ResultTable.shortenedNumbers(param.range()));
    }
    return facts;
  }

  private boolean isBeyond(Trial trial) {
    return trial.state() instanceof TrialState.Completed
        && goals().stream()
            .map(goal -> goal.value(trial.state().metrics()))
            .anyMatch(value -> value.isPresent() && !Axis.shows(value.getAsDouble(), false));
  }
}
