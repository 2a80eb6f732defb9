package io.sweepstake.jobs.cli;

import io.sweepstake.jobs.report.Durations;
import io.sweepstake.jobs.report.LiveConsole;
import io.sweepstake.jobs.run.RunListener;
import io.sweepstake.jobs.run.Verdict;
import io.sweepstake.sweeps.problem.Words;
import io.sweepstake.sweeps.run.SweepListener;
import io.sweepstake.sweeps.space.PartialPoint;
import io.sweepstake.sweeps.study.Counted;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import io.sweepstake.sweeps.transfer.Transfer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Tells a person how a run is going. */
public final class RunConsole implements RunListener {
  private final LiveConsole console;
  private final Words words;
  private final Function<History, SweepListener> searching;
  private long judgingSince; // what is judged now, nanoseconds

  /**
   * @param words of the problem
   * @param searching tells of the search
   */
  public RunConsole(LiveConsole console, Words words, Function<History, SweepListener> searching) {
    this.console = console;
    this.words = words;
    this.searching = searching;
  }

  /** One that tells of no search. */
  public RunConsole(LiveConsole console, Words words) {
    this(console, words, history -> SweepListener.SILENT);
  }

  @Override
  public void imported(String source, Transfer.Result result) {
    lines(source, result).forEach(console::print);
  }

  /** What there is to tell about trials that were taken over, a line each. */
  static List<String> lines(String source, Transfer.Result result) {
    int count = result.imported().size();
    List<String> lines = new ArrayList<>();
    lines.add("imported " + Counted.of(count, "trial") + " from " + source);
    result.reasons().forEach(reason -> lines.add("  left out " + reason));
    result.remarks().forEach(remark -> lines.add("  " + remark));
    return lines;
  }

  @Override
  public void enqueued(PartialPoint point, Optional<Trial> trial) {
    console.print(
        trial.isPresent()
            ? "enqueued as trial " + trial.get().number() + ": " + trial.get().point()
            : "not enqueued, there is a trial with " + point);
  }

  @Override
  public void notices(String line) {
    console.print(line);
  }

  @Override
  public void prepares(String line) {
    console.print(line);
  }

  @Override
  public SweepListener searches(History history) {
    return searching.apply(history);
  }

  @Override
  public void judges(Trial trial, int retraining, String place, int percent) {
    String what =
        words.judging()
            + " the "
            + words.solution()
            + " of "
            + Verdict.name(trial.number(), retraining)
            + " ("
            + place
            + ")";
    if (percent == 0) {
      judgingSince = System.nanoTime();
      console.progress(what);
    } else if (console.interactive() || console.due()) {
      long took = System.nanoTime() - judgingSince;
      console.progress(what + ": " + percent + "%" + Durations.eta(percent / 100.0, took));
    }
  }

  @Override
  public void retrained(Trial trial, int retraining, int of, Trial row) {
    console.print(
        "trial "
            + trial.number()
            + " ran again, seed "
            + retraining
            + " of "
            + of
            + (row.state() instanceof TrialState.Failed failed
                ? ": failed, " + failed.message()
                : ""));
  }

  @Override
  public void judged() {
    console.clear();
  }
}
