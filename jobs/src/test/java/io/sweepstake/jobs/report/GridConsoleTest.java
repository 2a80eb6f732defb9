package io.sweepstake.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.sweeps.problem.Worker;
import io.sweepstake.sweeps.run.Progress;
import io.sweepstake.sweeps.run.SweepListener;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Objective;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GridConsoleTest {
  private static final Objective OBJECTIVE = Objective.of(Goal.maximize(Metric.of("revenue")));
  private static final Map<String, String> STUDIES = new LinkedHashMap<>();

  static {
    STUDIES.put("uniform", "uniform-3-grid");
    STUDIES.put("latent", "latent-3-grid");
  }

  private final StringWriter written = new StringWriter();

  @AfterEach
  void forget() {
    Worker.ofThisProcess().running().left("uniform-3-grid", 4);
    Worker.ofThisProcess().running().left("latent-3-grid", 4);
  }

  @Test
  void theLineSaysOfEveryStudyHowFarItsOwnTrialsHaveCome() {
    Worker.ofThisProcess().running().at("uniform-3-grid", 4, 35, 100);
    Worker.ofThisProcess().running().at("latent-3-grid", 4, 100, 100);
    try (GridConsole console = console(true)) {
      begins(console, "uniform");
      assertThat(written.toString()).endsWith("; uniform 0/20 [4:35%], latent begins");
      begins(console, "latent");
      assertThat(written.toString())
          .contains("0/40 trials, ")
          .endsWith("; uniform 0/20 [4:35%], latent 0/20 [4:ending]");
    }
  }

  @Test
  void theLineMovesWhileNothingEnds() throws InterruptedException {
    try (GridConsole console = console(true)) {
      begins(console, "uniform");
      Worker.ofThisProcess().running().at("uniform-3-grid", 4, 35, 100);
      long patience = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (!written.toString().contains("uniform 0/20 [4:35%]")) {
        assertThat(System.nanoTime()).as(written.toString()).isLessThan(patience);
        Thread.sleep(50);
      }
    }
    assertThat(written.toString()).endsWith("\r\u001b[K");
  }

  private GridConsole console(boolean interactive) {
    return new GridConsole(
        new LiveConsole(new PrintWriter(written), interactive, 200), STUDIES, 20);
  }

  private static void begins(GridConsole console, String setting) {
    SweepListener listener = console.listener(setting, OBJECTIVE);
    listener.asked(null, new Progress(0, 0, 0, 0, 0, 1, 20, Optional.empty(), Duration.ZERO));
  }
}
