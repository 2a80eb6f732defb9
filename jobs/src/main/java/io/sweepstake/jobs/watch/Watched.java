package io.sweepstake.jobs.watch;

import io.sweepstake.jobs.drawing.Drawing;
import io.sweepstake.jobs.drawing.Markup;
import io.sweepstake.jobs.report.SearchFigures;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A study at a moment.
 *
 * @param name its directory
 */
record Watched(String name, History history) {
  /** How many trials there are of each state, in Optuna's words in small letters. */
  Map<String, Integer> counts() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (String state : new String[] {"complete", "pruned", "fail", "running"}) {
      counts.put(state, 0);
    }
    for (Trial trial : history.trials()) {
      counts.merge(trial.state().label().toLowerCase(Locale.ROOT), 1, Integer::sum);
    }
    return counts;
  }

  Optional<Trial> best() {
    return history.best();
  }

  boolean keeps(Trial trial) {
    return history.spec().objective().violation(trial.state().metrics()) == 0;
  }

  OptionalDouble value(Trial trial) {
    return history.spec().objective().value(trial.state().metrics());
  }

  /** How far the trials are that run: the last step that each has measured. */
  Map<Integer, Long> steps() {
    Map<Integer, Long> steps = new LinkedHashMap<>();
    for (Trial trial : history.open()) {
      if (trial.state() instanceof TrialState.Running) {
        steps.put(trial.number(), trial.reached());
      }
    }
    return steps;
  }

  private String words(Trial trial) {
    StringBuilder words = new StringBuilder("best trial " + trial.number());
    for (Metric metric : history.spec().objective().metrics()) {
      trial
          .state()
          .metrics()
          .value(metric)
          .ifPresent(value -> words.append(", ").append(metric).append(' ').append(value));
    }
    return words + (keeps(trial) ? "" : ", which breaks a constraint");
  }

  /** As a part of the page. */
  String html() {
    StringBuilder html = new StringBuilder("<h2>" + Markup.escape(name) + "</h2><p>");
    counts().forEach((state, count) -> html.append(count).append(' ').append(state).append(", "));
    best().ifPresent(trial -> html.append(Markup.escape(words(trial))));
    html.append("</p>");
    steps()
        .forEach(
            (trial, step) ->
                html.append("<p class=\"dim\">trial ")
                    .append(trial)
                    .append(" is at step ")
                    .append(step)
                    .append("</p>"));
    html.append("<div class=\"plots\">");
    SearchFigures.onTheWay(history)
        .forEach(
            figure ->
                html.append("<figure>").append(new Drawing(figure).element()).append("</figure>"));
    return html.append("</div>").toString();
  }
}
