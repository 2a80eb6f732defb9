package io.sweepstake.jobs.watch;

import io.sweepstake.jobs.drawing.Drawing;
import io.sweepstake.jobs.drawing.Markup;
import io.sweepstake.jobs.news.UnderWay;
import io.sweepstake.jobs.report.SearchFigures;
import io.sweepstake.jobs.report.SweepConsole;
import io.sweepstake.jobs.run.StudyView;
import io.sweepstake.jobs.run.Verdict;
import io.sweepstake.sweeps.store.parquet.StudyFolder;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.StringJoiner;

/**
 * A study at a moment.
 *
 * @param name its directory
 * @param verdict of its last report, if there was one
 */
record Watched(String name, UnderWay study, Optional<Verdict> verdict) {
  /** It as it stands on disk. */
  static Watched of(String directory) throws IOException {
    StudyView study = StudyView.of(directory);
    UnderWay now = UnderWay.of(new StudyFolder(directory), study.history());
    return new Watched(directory, now, study.verdict());
  }

  History history() {
    return study.history();
  }

  /** How many trials there are of each state, in Optuna's words in small letters. */
  Map<String, Integer> counts() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (String state : new String[] {"complete", "pruned", "fail", "running"}) {
      counts.put(state, 0);
    }
    for (Trial trial : history().trials()) {
      counts.merge(trial.state().label().toLowerCase(Locale.ROOT), 1, Integer::sum);
    }
    return counts;
  }

  /** The trial of the verdict as it was judged; where there is none, the one that leads. */
  Optional<Trial> best() {
    return verdict.map(named -> named.of(history().trial(named.trial()))).or(history()::best);
  }

  /** Whether the best keeps to the constraints. */
  boolean keeps(Trial best) {
    return verdict
        .map(Verdict::keeps)
        .orElseGet(() -> history().spec().objective().violation(best.state().metrics()) == 0);
  }

  OptionalDouble value(Trial trial) {
    return history().spec().objective().value(trial.state().metrics());
  }

  /** How far the trials are that run: the last step that is known of each. */
  Map<Integer, Long> steps() {
    Map<Integer, Long> steps = new LinkedHashMap<>();
    for (Trial trial : history().open()) {
      if (trial.state() instanceof TrialState.Running) {
        steps.put(trial.number(), study.step(trial));
      }
    }
    return steps;
  }

  private String words(Trial trial) {
    StringBuilder words =
        new StringBuilder(
            verdict.map(named -> "best " + named.name()).orElse("leading trial " + trial.number()));
    for (Metric metric : history().spec().objective().metrics()) {
      OptionalDouble value = trial.state().metrics().value(metric);
      if (value.isPresent()) {
        words.append(", ").append(metric).append(' ');
        words.append(SweepConsole.number(value.getAsDouble()));
      }
    }
    words.append(keeps(trial) ? "" : ", which breaks a constraint");
    words.append(verdict.isPresent() ? ", as last judged" : ", by its own measure");
    long since = verdict.map(named -> named.since(history())).orElse(0L);
    if (since > 0) {
      words.append("; ").append(since).append(since == 1 ? " trial has" : " trials have");
      words.append(" ended since, not judged yet");
    }
    return words.toString();
  }

  /** As a part of the page. */
  String html() {
    StringBuilder html = new StringBuilder("<h2>" + Markup.escape(name) + "</h2><p>");
    StringJoiner counted = new StringJoiner(", ");
    counts().forEach((state, count) -> counted.add(count + " " + state));
    html.append(counted);
    best().ifPresent(trial -> html.append("; ").append(Markup.escape(words(trial))));
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
    SearchFigures.onTheWay(history(), best())
        .forEach(
            figure ->
                html.append("<figure>").append(new Drawing(figure).element()).append("</figure>"));
    return html.append("</div>").toString();
  }
}
