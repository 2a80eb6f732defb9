package io.sweepstake.jobs.report.search;

import io.sweepstake.sweeps.figure.Figure;
import io.sweepstake.sweeps.figure.Section;
import io.sweepstake.sweeps.figure.Table;
import io.sweepstake.sweeps.study.Decision;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The sections of a report that any study has. */
public final class SearchSections {
  /** The section that costs most to draw. */
  public static final String PARAMETERS = "Parameters";

  private static final int FAILURES = 20;

  private final Search search;
  private final String steps;

  /**
   * @param steps what the steps of a trial are called
   */
  public SearchSections(Search search, String steps) {
    this.search = search;
    this.steps = steps;
  }

  /** Those with something to show, in order. */
  public List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    add(sections, "Search", List.of(), new HistoryPanel(), new TradeOffPanel());
    add(
        sections,
        PARAMETERS,
        List.of(),
        new ImportancePanel(),
        new DistributionPanel(),
        new ParallelPanel(),
        new SlicePanel(),
        new ContourPanel());
    add(sections, "On the way", decisions(), new CurvePanel(steps));
    add(sections, "Machines", failures(), new TimelinePanel(), new FailurePanel());
    return sections;
  }

  private void add(List<Section> sections, String title, List<Table> tables, Panel... panels) {
    List<Figure> figures =
        Arrays.stream(panels).flatMap(panel -> panel.figures(search).stream()).toList();
    if (!figures.isEmpty() || !tables.isEmpty()) {
      sections.add(new Section(title, List.of(), figures, tables));
    }
  }

  /** How many trials went which way at rungs, by step. */
  private List<Table> decisions() {
    List<String> columns = new ArrayList<>(List.of("step"));
    for (Decision.Action action : Decision.Action.values()) {
      columns.add(action.toString());
    }
    Map<Long, int[]> counts = new TreeMap<>();
    for (Trial trial : search.history().trials()) {
      for (Measurement measurement : trial.curve()) {
        for (Decision decision : measurement.decisions()) {
          counts
              .computeIfAbsent(measurement.step(), step -> new int[columns.size() - 1])[
              decision.action().ordinal()]++;
        }
      }
    }
    List<List<Object>> rows = new ArrayList<>();
    counts.forEach(
        (step, count) -> {
          List<Object> cells = new ArrayList<>(List.of(step));
          Arrays.stream(count).forEach(cells::add);
          rows.add(cells);
        });
    return rows.isEmpty() ? List.of() : List.of(new Table("Decisions at rungs", columns, rows));
  }

  private List<Table> failures() {
    List<List<Object>> rows = new ArrayList<>();
    for (Trial trial : search.history().trials()) {
      if (trial.state() instanceof TrialState.Failed failed && rows.size() < FAILURES) {
        String message = failed.message().lines().findFirst().orElse("");
        rows.add(List.of(trial.number(), failed.cause().name(), message));
      }
    }
    return rows.isEmpty()
        ? List.of()
        : List.of(new Table("Failures", List.of("trial", "cause", "message"), rows));
  }
}
