package io.sweepstake.jobs.report.search;

import io.sweepstake.sweeps.figure.Axis;
import io.sweepstake.sweeps.figure.Bars;
import io.sweepstake.sweeps.figure.Figure;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How many trials failed of which cause. */
final class FailurePanel implements Panel {
  @Override
  public List<Figure> figures(Search search) {
    Map<TrialState.Cause, Integer> counts = new EnumMap<>(TrialState.Cause.class);
    for (Trial trial : search.history().trials()) {
      if (trial.state() instanceof TrialState.Failed failed) {
        counts.merge(failed.cause(), 1, Integer::sum);
      }
    }
    if (counts.isEmpty()) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    List<Bars.Bar> bars = new ArrayList<>();
    counts.forEach(
        (cause, count) -> {
          String name = cause.name().toLowerCase(Locale.ROOT).replace('_', ' ');
          bars.add(new Bars.Bar(0, count, names.size(), name + ": " + count));
          names.add(name);
        });
    int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(1);
    return List.of(
        new Figure(
            "failures",
            "Why trials failed",
            "",
            new Axis("trials", 0, most * 1.05, false),
            Axis.of("", names),
            List.of(new Bars("", bars))));
  }
}
