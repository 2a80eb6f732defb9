package io.sweepstake.jobs.report;

import io.sweepstake.sweeps.pruner.Rung;
import io.sweepstake.sweeps.run.Progress;
import io.sweepstake.sweeps.run.Sweep;
import io.sweepstake.sweeps.run.SweepListener;
import io.sweepstake.sweeps.study.Decision;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Tells a person how several sweeps are going: one line per trial that ends, with its study's name,
 * and one line about all of them, in place on a terminal, else every few seconds.
 */
public final class GridConsole {
  private static final long PLAIN_NANOS = 10_000_000_000L;

  private final LiveConsole console;
  private final Map<String, Standing> standings = new LinkedHashMap<>();
  private final long begun = System.nanoTime();
  private long printed = begun;

  /** Where a study stands; {@code word} is empty while its trials run. */
  private record Standing(int told, int toldHere, int target, String best, String word) {
    Standing saying(String what) {
      return new Standing(told, toldHere, target, best, what);
    }
  }

  /**
   * The console of a grid.
   *
   * @param studies their names, in the order in which they are shown
   */
  public GridConsole(LiveConsole console, List<String> studies) {
    this.console = console;
    studies.forEach(name -> standings.put(name, new Standing(0, 0, 0, "", "begins")));
  }

  /** What is said about one study alone. */
  public LiveConsole of(String study) {
    return console.named(study);
  }

  /** Who watches one study's sweep. */
  public SweepListener listener(String study, Objective objective) {
    return new Watcher(study, objective);
  }

  /**
   * Notes what a study is doing beside its trials: {@code evaluates}, {@code done}, {@code failed}.
   */
  public synchronized void says(String study, String word) {
    standings.computeIfPresent(study, (name, standing) -> standing.saying(word));
    console.show(line());
  }

  /** Takes the line about all of them away. */
  public void clear() {
    console.clear();
  }

  private synchronized void note(String study, Progress progress, Objective objective) {
    String best =
        progress
            .best()
            .flatMap(
                trial -> {
                  var value = objective.value(trial.state().metrics());
                  return value.isPresent()
                      ? java.util.Optional.of(SweepConsole.number(value.getAsDouble()))
                      : java.util.Optional.<String>empty();
                })
            .orElse("");
    int target = progress.limited() ? progress.target() : 0;
    standings.put(study, new Standing(progress.told(), progress.toldHere(), target, best, ""));
    console.show(line());
    long now = System.nanoTime();
    if (!console.interactive() && now - printed > PLAIN_NANOS) {
      printed = now;
      console.print("  " + line());
    }
  }

  /**
   * {@code uniform 3/20 best 0.61250, latent begins; 3/40 trials, 6.1 trials/min, ETA 6 min, 30 s}.
   */
  private String line() {
    List<String> studies = new ArrayList<>();
    int told = 0;
    int here = 0;
    int target = 0;
    for (Map.Entry<String, Standing> each : standings.entrySet()) {
      Standing standing = each.getValue();
      String count =
          standing.target() > 0 ? standing.told() + "/" + standing.target() : "" + standing.told();
      studies.add(
          each.getKey()
              + (standing.word().isEmpty()
                  ? " " + count + (standing.best().isEmpty() ? "" : " best " + standing.best())
                  : " " + standing.word()));
      told += standing.told();
      here += standing.toldHere();
      target += Math.max(standing.target(), standing.told());
    }
    double minutes = (System.nanoTime() - begun) / 60e9;
    String whole = String.join(", ", studies) + "; " + told + "/" + target + " trials";
    if (here > 0) {
      double rate = here / minutes;
      Duration left = Duration.ofMillis((long) (Math.max(0, target - told) / rate * 60_000));
      whole += String.format(Locale.ROOT, ", %.1f trials/min, ETA %s", rate, Durations.text(left));
    }
    return whole + ", " + Durations.text(Duration.ofNanos(System.nanoTime() - begun));
  }

  /** The listener of one study, called on that study's thread. */
  private final class Watcher implements SweepListener {
    private final String study;
    private final Objective objective;

    Watcher(String study, Objective objective) {
      this.study = study;
      this.objective = objective;
    }

    @Override
    public void asked(Trial trial, Progress progress) {
      note(study, progress, objective);
    }

    @Override
    public void judged(Trial trial, Rung rung, Decision decision) {
      if (decision.action() == Decision.Action.PAUSE) {
        of(study).print("trial " + trial.number() + " " + decision.reason());
      }
    }

    @Override
    public void retried(Trial trial) {
      of(study).print("trial " + trial.number() + " lost its worker and starts again");
    }

    @Override
    public void told(Trial trial, Progress progress) {
      boolean best = progress.best().filter(t -> t.number() == trial.number()).isPresent();
      of(study).print(SweepConsole.outcome(trial, objective) + (best ? "  <- best so far" : ""));
      note(study, progress, objective);
    }

    @Override
    public void ended(String reason, Progress progress) {
      if (!reason.equals(Sweep.ALL_HAVE_RUN)) {
        of(study).print("stopped after " + progress.told() + " trials: " + reason);
      }
    }
  }
}
