package io.sweepstake.jobs.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sweepstake.jobs.run.RunListener;
import io.sweepstake.sweeps.run.Progress;
import io.sweepstake.sweeps.run.SweepListener;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Constraint;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState.Cause;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunEventsTest {
  private static final Metric GAIN = Metric.of("gain");
  private static final Metric LOSS = Metric.of("loss");
  private static final SearchSpace SPACE = SearchSpace.of(FloatParam.uniform("rate", 0, 1));
  private static final Objective OBJECTIVE =
      Objective.of(Goal.maximize(GAIN)).subjectTo(Constraint.atMost(LOSS, 0.1));
  private static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");

  private final StringWriter written = new StringWriter();
  private final JsonConsole console =
      new JsonConsole(new PrintWriter(written), InstantSource.fixed(START));
  private final RunEvents events = new RunEvents(console, "studies/a", RunListener.SILENT);

  @Test
  void eachEventIsALineOfJson() throws IOException {
    SweepListener search = events.searches(history());
    search.asked(started(0), progress(Optional.empty()));
    Trial good = completed(0, 0.5, 0.05);
    search.told(good, progress(Optional.of(good)));
    search.told(completed(1, 0.9, 0.5), progress(Optional.of(good)));
    search.told(started(2).pruned("too slow", START), progress(Optional.of(good)));
    search.told(
        started(3).failed(Cause.DIVERGED, "gain is NaN", START.plusSeconds(2)),
        progress(Optional.of(good)));
    search.ended("all trials have run", progress(Optional.of(good)));
    console.print("a line\nfor people");
    events.ended(false, "stopped");

    List<JsonNode> lines = lines();
    assertThat(lines)
        .extracting(line -> line.get("event").textValue())
        .containsExactly(
            "search_started",
            "trial_started",
            "trial_finished",
            "best",
            "trial_finished",
            "trial_pruned",
            "trial_failed",
            "search_ended",
            "note",
            "end");
    assertThat(lines).allMatch(line -> line.get("time").asText().equals(START.toString()));
    assertThat(lines.get(0).get("objective").asText()).contains("gain", "loss <= 0.1");
    assertThat(lines.get(1).get("study").asText()).isEqualTo("studies/a");
    assertThat(lines.get(1).get("params").get("rate").doubleValue()).isEqualTo(0.5);
    assertThat(lines.get(2).get("seconds").doubleValue()).isEqualTo(15);
    assertThat(lines.get(2).get("value").doubleValue()).isEqualTo(0.5);
    assertThat(lines.get(2).get("feasible").booleanValue()).isTrue();
    assertThat(lines.get(2).get("metrics").get("loss").doubleValue()).isEqualTo(0.05);
    assertThat(lines.get(3).get("text").asText()).contains("studies/a", "trial 0: 0.50000");
    assertThat(lines.get(4).get("feasible").booleanValue()).isFalse();
    assertThat(lines.get(5).get("reason").asText()).isEqualTo("too slow");
    assertThat(lines.get(6).get("cause").asText()).isEqualTo("diverged");
    assertThat(lines.get(9).get("complete").booleanValue()).isFalse();
  }

  @Test
  void oneStudyOfSeveralHasAnEndOfItsOwn() throws IOException {
    events.oneFailed("no space left");
    assertThat(lines().get(0).get("event").asText()).isEqualTo("study_ended");
    assertThat(lines().get(0).get("complete").booleanValue()).isFalse();
    assertThat(lines().get(0).get("text").asText()).isEqualTo("studies/a: no space left");
  }

  @Test
  void numbersThatJsonHasNotStayReadable() throws IOException {
    console.tell(new Event("best", Map.of("value", Double.NaN, "more", Double.POSITIVE_INFINITY)));
    assertThat(lines().get(0).get("value").asText()).isEqualTo("NaN");
  }

  private List<JsonNode> lines() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : written.toString().lines().toList()) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  private static History history() {
    return History.empty(StudySpec.of("a study", SPACE, OBJECTIVE, 1));
  }

  private static Progress progress(Optional<Trial> best) {
    return new Progress(4, 4, 2, 1, 1, 0, 4, best, Duration.ofSeconds(9));
  }

  private static Trial started(int number) {
    Point point = Point.of(SPACE, Map.of("rate", 0.5));
    return Trial.asked(number, point, 1, new Ask(0, "random"), START).started(START);
  }

  private static Trial completed(int number, double gain, double loss) {
    return started(number).completed(Metrics.of(GAIN, gain, LOSS, loss), START.plusSeconds(15));
  }
}
