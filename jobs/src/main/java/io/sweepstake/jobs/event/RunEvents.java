package io.sweepstake.jobs.event;

import io.sweepstake.jobs.report.ExpectedCost;
import io.sweepstake.jobs.report.Leaders;
import io.sweepstake.jobs.report.SweepConsole;
import io.sweepstake.jobs.run.RunListener;
import io.sweepstake.jobs.run.StudyReport;
import io.sweepstake.jobs.run.Verdict;
import io.sweepstake.sweeps.pruner.Rung;
import io.sweepstake.sweeps.run.Progress;
import io.sweepstake.sweeps.run.SweepListener;
import io.sweepstake.sweeps.space.PartialPoint;
import io.sweepstake.sweeps.study.Decision;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import io.sweepstake.sweeps.transfer.Transfer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Turns what happens in a run of a study into events, and passes it on to who else listens. */
public final class RunEvents implements RunListener {
  private static final String STUDY_ENDED = "study_ended";

  private final EventSink sink;
  private final String study;
  private final RunListener next;

  /**
   * @param study its directory, by which events say of which they are
   * @param next who listens too
   */
  public RunEvents(EventSink sink, String study, RunListener next) {
    this.sink = sink;
    this.study = study;
    this.next = next;
  }

  @Override
  public void notices(String line) {
    next.notices(line);
  }

  @Override
  public void imported(String source, Transfer.Result result) {
    next.imported(source, result);
  }

  @Override
  public void enqueued(PartialPoint point, Optional<Trial> trial) {
    next.enqueued(point, trial);
  }

  @Override
  public void prepares(String line) {
    next.prepares(line);
  }

  @Override
  public SweepListener searches(History history) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("study", study);
    fields.put("name", history.spec().name());
    fields.put("objective", history.spec().objective().toString());
    fields.put("sampler", history.spec().sampler().toString());
    fields.put("trials", history.told());
    sink.tell(new Event("search_started", fields));
    return new Watcher(history, next.searches(history));
  }

  @Override
  public void judges(Trial trial, int retraining, String place, int percent) {
    if (percent == 0) {
      Map<String, Object> fields = of(trial);
      fields.put("seed", retraining == 0 ? null : retraining);
      sink.tell(new Event("judging", fields));
    }
    next.judges(trial, retraining, place, percent);
  }

  @Override
  public void retrained(Trial trial, int retraining, int of, Trial row) {
    Map<String, Object> fields = of(trial);
    fields.put("seed", retraining);
    fields.put("of", of);
    fields.put("metrics", metrics(row.state().metrics()));
    sink.tell(new Event("retrained", fields));
    next.retrained(trial, retraining, of, row);
  }

  @Override
  public void judged() {
    next.judged();
  }

  /** What a run will take, before its first trial. */
  public void expects(ExpectedCost cost) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("study", study);
    fields.putAll(cost.fields());
    sink.tell(new Event(Event.EXPECTED, fields));
  }

  /** What a run has come to. */
  public void ended(StudyReport report, String page) {
    sink.tell(new Event(Event.END, outcome(report, page)));
  }

  /** What one study of several has come to, which have an end of their own together. */
  public void oneEnded(StudyReport report, String page) {
    sink.tell(new Event(STUDY_ENDED, outcome(report, page)));
  }

  private Map<String, Object> outcome(StudyReport report, String page) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("study", study);
    fields.put("complete", true);
    fields.put("trials", report.history().told());
    report.verdict().ifPresent(verdict -> put(verdict, fields));
    fields.put("report", page);
    fields.put(
        "text",
        study
            + ": "
            + report.verdict().map(Verdict::gained).orElse("done")
            + report.verdict().map(verdict -> "; " + verdict.why()).orElse(""));
    return fields;
  }

  /**
   * A run has nothing to do, has been stopped, or could not go on.
   *
   * @param complete whether all is done that was asked for
   * @param why as people are told
   */
  public void ended(boolean complete, String why) {
    sink.tell(new Event(Event.END, outcome(complete, why)));
  }

  /** One study of several could not go on, for a reason that people are told. */
  public void oneFailed(String why) {
    sink.tell(new Event(STUDY_ENDED, outcome(false, why)));
  }

  private Map<String, Object> outcome(boolean complete, String why) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("study", study);
    fields.put("complete", complete);
    fields.put("text", study + ": " + why);
    return fields;
  }

  private static void put(Verdict verdict, Map<String, Object> fields) {
    fields.put("trial", verdict.trial());
    fields.put("seed", verdict.retraining() == 0 ? null : verdict.retraining());
    fields.put("feasible", verdict.keeps());
    fields.put("value", verdict.gain().best().value());
    verdict.gain().best().standardError().ifPresent(error -> fields.put("standard_error", error));
    fields.put("metrics", metrics(verdict.metrics()));
    fields.put("artifact", verdict.artifact().orElse(null));
    fields.put("why", verdict.why());
    fields.put("gained", verdict.gained());
  }

  private Map<String, Object> of(Trial trial) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("study", study);
    fields.put("trial", trial.number());
    return fields;
  }

  private static Map<String, Object> metrics(Metrics metrics) {
    Map<String, Object> values = new LinkedHashMap<>();
    metrics.asMap().forEach((metric, value) -> values.put(metric.name(), value));
    return values.isEmpty() ? null : values;
  }

  /** The search of one run. */
  private final class Watcher implements SweepListener {
    private final StudySpec spec;
    private final Objective objective;
    private final Leaders leaders;
    private final SweepListener after;

    Watcher(History history, SweepListener after) {
      spec = history.spec();
      objective = spec.objective();
      leaders = new Leaders(objective, history.trials());
      this.after = after;
    }

    @Override
    public void asked(Trial trial, Progress progress) {
      Map<String, Object> fields = of(trial);
      Map<String, Object> params = new LinkedHashMap<>();
      trial.point().values().forEach(params::put);
      fields.put("params", params);
      sink.tell(new Event("trial_started", fields));
      after.asked(trial, progress);
    }

    @Override
    public void judged(Trial trial, Rung rung, Decision decision) {
      if (decision.action() == Decision.Action.PAUSE) {
        Map<String, Object> fields = of(trial);
        fields.put("reason", decision.reason());
        sink.tell(new Event("trial_paused", fields));
      }
      after.judged(trial, rung, decision);
    }

    @Override
    public void retried(Trial trial) {
      sink.tell(new Event("trial_retried", of(trial)));
      after.retried(trial);
    }

    @Override
    public void told(Trial trial, Progress progress) {
      boolean leads = leaders.leads(trial, progress);
      Map<String, Object> fields = outcome(trial);
      sink.tell(new Event(name(trial.state()), fields));
      sink.ended(spec, trial);
      if (leads) {
        Map<String, Object> best = new LinkedHashMap<>(fields);
        best.put("text", study + ": " + SweepConsole.outcome(trial, objective) + " leads");
        sink.tell(new Event(Event.BEST, best));
      }
      after.told(trial, progress);
    }

    @Override
    public void ended(String reason, Progress progress) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("study", study);
      fields.put("reason", reason);
      fields.put("trials", progress.told());
      sink.tell(new Event("search_ended", fields));
      after.ended(reason, progress);
    }

    private String name(TrialState state) {
      return state instanceof TrialState.Failed
          ? "trial_failed"
          : state instanceof TrialState.Pruned ? "trial_pruned" : "trial_finished";
    }

    private Map<String, Object> outcome(Trial trial) {
      Map<String, Object> fields = of(trial);
      trial
          .timing()
          .duration()
          .map(Duration::toMillis)
          .ifPresent(t -> fields.put("seconds", t / 1e3));
      TrialState state = trial.state();
      if (state instanceof TrialState.Failed failed) {
        fields.put("cause", failed.cause().name().toLowerCase(Locale.ROOT));
        fields.put("message", failed.message());
      } else if (state instanceof TrialState.Pruned pruned) {
        fields.put("step", pruned.step());
        fields.put("reason", pruned.reason());
      } else {
        OptionalDouble value =
            leaders.severalGoals() ? OptionalDouble.empty() : objective.value(state.metrics());
        value.ifPresent(number -> fields.put("value", number));
        fields.put("feasible", objective.violation(state.metrics()) == 0);
        fields.put("metrics", metrics(state.metrics()));
      }
      return fields;
    }
  }
}
