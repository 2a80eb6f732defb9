package io.sweepstake.jobs.report;

import io.sweepstake.sweeps.problem.Worker;
import io.sweepstake.sweeps.pruner.Rung;
import io.sweepstake.sweeps.run.Progress;
import io.sweepstake.sweeps.run.Sweep;
import io.sweepstake.sweeps.run.SweepListener;
import io.sweepstake.sweeps.study.Counted;
import io.sweepstake.sweeps.study.Decision;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Tells a person how several sweeps are going: one line per trial that ends, with its cell, and one
 * line about all of them, in place on a terminal, else every few seconds.
 */
public final class GridConsole implements AutoCloseable {
  private final LiveConsole console;
  private final Map<String, String> studies;
  private final Map<String, Standing> standings = new LinkedHashMap<>();
  private final long begun = System.nanoTime();
  private final ScheduledExecutorService clock;

  /** Where a study stands; {@code word} is empty while its trials run. */
  private record Standing(int told, int toldHere, int target, String best, String word) {
    Standing saying(String what) {
      return new Standing(told, toldHere, target, best, what);
    }
  }

  /**
   * The console of a grid.
   *
   * @param studies their names by cell, in the order in which they are shown
   * @param trials how many each shall have in all
   */
  public GridConsole(LiveConsole console, Map<String, String> studies, int trials) {
    this.console = console;
    this.studies = new LinkedHashMap<>(studies);
    studies.keySet().forEach(cell -> standings.put(cell, new Standing(0, 0, trials, "", "begins")));
    clock = console.clock("grid-console", this::tick);
  }

  /** What is said about one cell alone. */
  public LiveConsole of(String cell) {
    return console.named(cell);
  }

  /** Who watches one cell's sweep. */
  public SweepListener listener(String cell, Objective objective) {
    return new Watcher(cell, objective);
  }

  /**
   * Notes what a study is doing beside its trials: {@code evaluates}, {@code done}, {@code failed}.
   */
  public synchronized void says(String cell, String word) {
    standings.computeIfPresent(cell, (name, standing) -> standing.saying(word));
    console.show(line());
  }

  /** Takes the line about all of them away, for good. */
  @Override
  public void close() {
    clock.shutdownNow();
    console.clear();
  }

  private synchronized void tick() {
    if (console.interactive()) {
      console.show(line());
    } else if (console.due()) {
      console.print("  " + line());
    }
  }

  private synchronized void note(String cell, Progress progress, Objective objective) {
    String best =
        progress
            .best()
            .filter(trial -> Leaders.isBest(trial, progress, objective))
            .flatMap(
                trial -> {
                  var value = objective.value(trial.state().metrics());
                  return value.isPresent()
                      ? java.util.Optional.of(SweepConsole.number(value.getAsDouble()))
                      : java.util.Optional.<String>empty();
                })
            .orElse("");
    int target = progress.limited() ? progress.target() : 0;
    standings.put(cell, new Standing(progress.told(), progress.toldHere(), target, best, ""));
    console.show(line());
  }

  /**
   * {@code 3/40 trials, 6.1 trials/min, ETA 6 min, 30 s; uniform 3/20 best 0.61250 [3:35% 4:5%],
   * latent begins}.
   */
  private String line() {
    List<String> parts = new ArrayList<>();
    int told = 0;
    int here = 0;
    int target = 0;
    for (Map.Entry<String, Standing> each : standings.entrySet()) {
      Standing standing = each.getValue();
      String count =
          standing.target() > 0 ? standing.told() + "/" + standing.target() : "" + standing.told();
      String best = standing.best().isEmpty() ? "" : " best " + standing.best();
      parts.add(
          each.getKey()
              + " "
              + (standing.word().isEmpty()
                  ? count + best + SweepConsole.positions(studies.get(each.getKey()))
                  : standing.word()));
      told += standing.told();
      here += standing.toldHere();
      target += Math.max(standing.target(), standing.told());
    }
    double minutes = (System.nanoTime() - begun) / 60e9;
    String whole = told + "/" + target + " trials";
    if (here > 0) {
      double rate = here / minutes;
      Duration left = Duration.ofMillis((long) (Math.max(0, target - told) / rate * 60_000));
      whole += String.format(Locale.ROOT, ", %.1f trials/min, ETA %s", rate, Durations.text(left));
    }
    String elapsed = Durations.text(Duration.ofNanos(System.nanoTime() - begun));
    return whole + ", " + elapsed + "; " + String.join(", ", parts);
  }

  /** The listener of one study, called on that study's thread. */
  private final class Watcher implements SweepListener {
    private final String cell;
    private final Objective objective;

    Watcher(String cell, Objective objective) {
      this.cell = cell;
      this.objective = objective;
    }

    @Override
    public void asked(Trial trial, Progress progress) {
      note(cell, progress, objective);
    }

    @Override
    public void judged(Trial trial, Rung rung, Decision decision) {
      if (decision.action() == Decision.Action.PAUSE) {
        of(cell).print("trial " + trial.number() + " " + decision.reason());
      }
    }

    @Override
    public void retried(Trial trial) {
      of(cell).print("trial " + trial.number() + " lost its worker and starts again");
    }

    @Override
    public void told(Trial trial, Progress progress) {
      Worker.ofThisProcess().running().left(studies.get(cell), trial.number());
      boolean best = Leaders.isBest(trial, progress, objective);
      of(cell)
          .print(
              SweepConsole.outcome(trial, objective)
                  + (best ? of(cell).in(LiveConsole.Colour.GOOD, "  <- best so far") : ""));
      note(cell, progress, objective);
    }

    @Override
    public void ended(String reason, Progress progress) {
      if (!reason.equals(Sweep.ALL_HAVE_RUN)) {
        of(cell).print("stopped after " + Counted.of(progress.told(), "trial") + ": " + reason);
      }
    }
  }
}
