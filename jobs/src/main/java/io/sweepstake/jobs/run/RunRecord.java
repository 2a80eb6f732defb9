package io.sweepstake.jobs.run;

import io.sweepstake.jobs.export.Build;
import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.sweeps.study.History;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * One run of a study's sweep, for the study's table {@code runs}: when, how, and why it ended.
 *
 * @param toldBefore how many trials had ended when it began
 */
record RunRecord(Instant begun, int toldBefore, int parallelism, boolean synchronous) {
  static RunRecord begun(History history, int parallelism, boolean synchronous) {
    return new RunRecord(now(), history.told(), parallelism, synchronous);
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  /** The row of the run that has just ended. */
  ResultTable ended(History history, String ending) {
    return new ResultTable(
        List.of(
            "datetime_start",
            "datetime_complete",
            "trials",
            "ending",
            "parallelism",
            "mode",
            "version",
            "commit"),
        List.of(
            List.of(
                begun.toString(),
                now().toString(),
                history.told() - toldBefore,
                ending,
                parallelism,
                synchronous ? "synchronous" : "asynchronous",
                Build.current().version(),
                Build.current().commit())));
  }
}
