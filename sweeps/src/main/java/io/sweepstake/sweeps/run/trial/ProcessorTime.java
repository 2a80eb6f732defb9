package io.sweepstake.sweeps.run.trial;

import io.sweepstake.sweeps.pruner.Rung;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A trial function that notes in each trial's row what its thread has taken of a processor, over
 * all rungs; the trials of a pack share it evenly.
 */
public record ProcessorTime(TrialFunction inner) implements TrialFunction {
  /** The attribute of a trial's row: seconds. */
  public static final String ATTRIBUTE = "processor_seconds";

  @Override
  public int capacity(Trial like) {
    return inner.capacity(like);
  }

  @Override
  public List<Trial> advance(List<Trial> pack, Rung upTo) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    if (!threads.isCurrentThreadCpuTimeSupported()) {
      return inner.advance(pack, upTo);
    }
    long before = threads.getCurrentThreadCpuTime();
    List<Trial> advanced = inner.advance(pack, upTo);
    double each = (threads.getCurrentThreadCpuTime() - before) / 1e9 / Math.max(1, pack.size());
    List<Trial> rows = new ArrayList<>();
    for (Trial row : advanced) {
      double earlier =
          pack.stream()
              .filter(sent -> sent.number() == row.number())
              .mapToDouble(ProcessorTime::noted)
              .sum();
      String text = String.format(Locale.ROOT, "%.3f", earlier + each);
      rows.add(row.withProvenance(row.provenance().with(ATTRIBUTE, text)));
    }
    return rows;
  }

  private static double noted(Trial trial) {
    String text = trial.provenance().attributes().get(ATTRIBUTE);
    return text == null ? 0 : Double.parseDouble(text);
  }

  /** Seconds that a trial has taken: of a processor where that was noted, else by the clock. */
  public static double seconds(Trial trial) {
    return trial.provenance().attributes().containsKey(ATTRIBUTE)
        ? noted(trial)
        : trial.timing().duration().map(Duration::toMillis).orElse(0L) / 1e3;
  }

  /** Seconds that all trials of a study have taken, but for those that others ran. */
  public static double seconds(History history) {
    return history.trials().stream()
        .filter(trial -> !trial.ask().source().equals(Ask.IMPORTED))
        .mapToDouble(ProcessorTime::seconds)
        .sum();
  }
}
