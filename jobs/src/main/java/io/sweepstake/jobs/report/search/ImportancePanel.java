package io.sweepstake.jobs.report.search;

import io.sweepstake.sweeps.analysis.Fanova;
import io.sweepstake.sweeps.analysis.Importances;
import io.sweepstake.sweeps.figure.Axis;
import io.sweepstake.sweeps.figure.Bars;
import io.sweepstake.sweeps.figure.Figure;
import io.sweepstake.sweeps.study.Counted;
import io.sweepstake.sweeps.study.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How much of what trials differ by each parameter explains. */
final class ImportancePanel implements Panel {
  /** Trials per parameter below which the order of parameters is mostly chance. */
  private static final int ENOUGH = 10;

  @Override
  public List<Figure> figures(Search search) {
    List<Figure> figures = new ArrayList<>();
    int params = search.searched().size();
    if (search.history().completedCount() < 4 || params < 2) {
      return figures;
    }
    for (Goal goal : search.goals()) {
      Importances found = new Fanova().of(search.history(), goal);
      List<String> names = new ArrayList<>();
      List<Bars.Bar> bars = new ArrayList<>();
      for (Map.Entry<String, Double> share : found.raw().entrySet()) {
        if (search.searched().values().stream().anyMatch(p -> p.name().equals(share.getKey()))) {
          bars.add(
              new Bars.Bar(
                  0,
                  share.getValue(),
                  names.size(),
                  String.format(
                      Locale.ROOT, "%s: %.0f %%", share.getKey(), 100 * share.getValue())));
          names.add(share.getKey());
        }
      }
      double most = bars.stream().mapToDouble(Bars.Bar::to).max().orElse(1);
      boolean few = found.trials() < ENOUGH * params;
      figures.add(
          new Figure(
              "importance-" + Figure.named(Search.label(goal)),
              "What matters" + (search.goals().size() > 1 ? " to " + goal : ""),
              "Share of the variance that a parameter explains alone (fANOVA over "
                  + Counted.of(found.trials(), "trial")
                  + ")."
                  + (few
                      ? " Caution: for "
                          + Counted.of(params, "parameter")
                          + " these are few trials; with other seeds the order may be"
                          + " another."
                      : ""),
              new Axis("share of the variance", 0, Math.max(1e-3, most * 1.05), false),
              Axis.of("", names),
              List.of(new Bars("", bars))));
    }
    return figures;
  }
}
