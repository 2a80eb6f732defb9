package io.sweepstake.jobs.report.search;

import io.sweepstake.sweeps.figure.Axis;
import io.sweepstake.sweeps.figure.Bars;
import io.sweepstake.sweeps.figure.Figure;
import io.sweepstake.sweeps.figure.Layer;
import io.sweepstake.sweeps.study.Counted;
import io.sweepstake.sweeps.study.Trial;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which slot of which executor was busy when, and what came of it. */
final class TimelinePanel implements Panel {
  private static final int ROWS = 24;

  @Override
  public List<Figure> figures(Search search) {
    List<Trial> begun =
        search.history().trials().stream()
            .filter(trial -> trial.timing().started() != null && !trial.removed())
            .sorted(Comparator.comparing(trial -> trial.timing().started()))
            .toList();
    if (begun.isEmpty()) {
      return List.of();
    }
    Instant from = begun.get(0).timing().started();
    Instant to = begun.stream().map(TimelinePanel::end).max(Comparator.naturalOrder()).orElse(from);
    double most = Duration.between(from, to).toMillis();
    double unit = most > 7_200_000 ? 3_600_000 : most > 120_000 ? 60_000 : 1000;
    Map<String, List<Instant>> free = new LinkedHashMap<>();
    Map<String, Integer> rows = new LinkedHashMap<>();
    Map<Outcome, List<Bars.Bar>> bars = new EnumMap<>(Outcome.class);
    int left = 0;
    for (Trial trial : begun) {
      String executor = executor(trial);
      List<Instant> slots = free.computeIfAbsent(executor, any -> new ArrayList<>());
      int slot = 0;
      while (slot < slots.size() && slots.get(slot).isAfter(trial.timing().started())) {
        slot++;
      }
      if (slot == slots.size()) {
        slots.add(Instant.MIN);
      }
      slots.set(slot, end(trial));
      String name = executor + (slot == 0 ? "" : " · slot " + (slot + 1));
      if (!rows.containsKey(name) && rows.size() == ROWS) {
        left++;
        continue;
      }
      int row = rows.computeIfAbsent(name, any -> rows.size());
      double start = Duration.between(from, trial.timing().started()).toMillis() / unit;
      double end = Duration.between(from, end(trial)).toMillis() / unit;
      Outcome outcome = Outcome.of(search, trial);
      bars.computeIfAbsent(outcome, any -> new ArrayList<>())
          .add(
              new Bars.Bar(
                  start,
                  Math.max(start, end),
                  row,
                  "trial " + trial.number() + ", " + outcome.words()));
    }
    List<Layer> layers = new ArrayList<>();
    bars.forEach((outcome, some) -> layers.add(new Bars(outcome.words(), some)));
    return List.of(
        new Figure(
            "timeline",
            "When and where trials ran",
            left == 0 ? "" : "Left out on further slots: " + Counted.of(left, "trial") + ".",
            new Axis(
                unit == 1000 ? "seconds" : unit == 60_000 ? "minutes" : "hours",
                0,
                Math.max(1e-3, most / unit * 1.01),
                false),
            Axis.of("", List.copyOf(rows.keySet())),
            layers));
  }

  private static Instant end(Trial trial) {
    Instant started = trial.timing().started();
    Instant finished = trial.timing().finished();
    if (finished != null) {
      return finished.isBefore(started) ? started : finished;
    }
    long sofar =
        trial.curve().isEmpty() ? 0 : trial.curve().get(trial.curve().size() - 1).wallMillis();
    return started.plusMillis(sofar);
  }

  private static String executor(Trial trial) {
    Map<String, String> attributes = trial.provenance().attributes();
    String host = attributes.getOrDefault("host", "somewhere");
    return Optional.ofNullable(attributes.get("executor"))
        .filter(executor -> !executor.equals("driver"))
        .map(executor -> host + " · executor " + executor)
        .orElse(host);
  }
}
