package io.sweepstake.jobs.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.net.httpserver.HttpServer;
import io.sweepstake.jobs.event.EventSink;
import io.sweepstake.jobs.event.RunEvents;
import io.sweepstake.jobs.run.RunListener;
import io.sweepstake.sweeps.run.Progress;
import io.sweepstake.sweeps.run.SweepListener;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState.Cause;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mlflow.api.proto.Service;

class MlflowTest {
  private static final Metric GAIN = Metric.of("gain");
  private static final SearchSpace SPACE = SearchSpace.of(FloatParam.uniform("rate", 0, 1));
  private static final Objective OBJECTIVE = Objective.of(Goal.maximize(GAIN));
  private static final StudySpec SPEC = StudySpec.of("first", SPACE, OBJECTIVE, 1);
  private static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");

  private final List<String> warnings = new ArrayList<>();
  private FakeServer server;

  @BeforeEach
  void start() throws IOException {
    server = new FakeServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aTrialIsARunWithItsCurveAndItsOutcome() throws IOException {
    assertThat(open().send(completed(0, 3))).isTrue();

    assertThat(server.paths())
        .containsExactly(
            "experiments/get-by-name",
            "experiments/create",
            "runs/create",
            "runs/log-batch",
            "runs/log-batch",
            "runs/log-batch",
            "runs/update");
    assertThat(server.runs().get(0).get("info").get("run_name").asText()).isEqualTo("first-0");
    assertThat(server.runs().get(0).get("info").get("status").asText()).isEqualTo("FINISHED");
    assertThat(server.runs().get(0).get("info").get("start_time").asLong())
        .isEqualTo(START.toEpochMilli());
    assertThat(server.batches().get(0).getParamsList())
        .singleElement()
        .satisfies(
            param -> assertThat(param.getKey() + "=" + param.getValue()).isEqualTo("rate=0.5"));
    assertThat(server.batches().get(1).getTagsList())
        .extracting(Service.RunTag::getKey)
        .contains("state", "seed");
    assertThat(server.batches().get(2).getMetricsList())
        .extracting(m -> m.getKey() + "@" + m.getStep() + "=" + m.getValue())
        .containsExactly(
            "gain@0=0.0",
            "gain@1=1.0",
            "gain@2=2.0",
            "gain@2=0.25",
            "objective@2=0.25",
            "constraint_violation@2=0.0");
    assertThat(server.batches().get(2).getMetrics(1).getTimestamp())
        .isEqualTo(START.toEpochMilli() + 10);
  }

  @Test
  void whatIsThereIsLeftAloneAndWhatWasCutOffGoesOn() throws IOException {
    MlflowStudy study = open();
    study.send(completed(0, 1));
    server.refuseAfter(4);
    assertThatIOException()
        .isThrownBy(() -> study.send(completed(1, 1)))
        .withMessage(
            "%s: runs/log-batch: answered with status 500: the disk is ?full",
            new MlflowServer(server.address(), Map.of()));
    server.refuseAfter(Integer.MAX_VALUE);

    MlflowStudy again = open();

    assertThat(again.send(completed(0, 1))).isFalse();
    assertThat(again.send(completed(1, 1))).isTrue();
    assertThat(server.runs())
        .extracting(run -> run.get("info").get("status").asText())
        .containsExactly("FINISHED", "FINISHED");
  }

  @Test
  void whatAnswersButIsNoMlflowHasTakenNothing() throws IOException {
    for (String answer : List.of("{}", "null", "[1]", "{\"experiment\":{\"experiment_id\":[7]}}")) {
      HttpServer other =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      other.createContext(
          "/",
          exchange -> {
            exchange.sendResponseHeaders(200, answer.length());
            exchange.getResponseBody().write(answer.getBytes(StandardCharsets.UTF_8));
            exchange.close();
          });
      other.start();
      URI address = URI.create("http://127.0.0.1:" + other.getAddress().getPort());
      assertThatIOException()
          .isThrownBy(() -> MlflowStudy.open(new MlflowServer(address, Map.of()), SPEC, "first"))
          .withMessage(
              address
                  + ": experiments/get-by-name: answered without experiment.experiment_id, as no"
                  + " MLflow server does");
      other.stop(0);
    }
  }

  @Test
  void longCurvesAreSentInPieces() throws IOException {
    open().send(completed(0, 2000));

    assertThat(server.batches()).allMatch(batch -> batch.getMetricsCount() <= 1000);
    assertThat(server.batches().stream().mapToInt(Service.LogBatch::getMetricsCount).sum())
        .isEqualTo(2000 + 3);
  }

  @Test
  void stateIsTheRuns() throws IOException {
    MlflowStudy study = open();
    study.send(trial(0).pruned("too slow", START.plusSeconds(1)));
    study.send(trial(1).failed(Cause.DIVERGED, "gain is NaN", START.plusSeconds(2)));

    assertThat(server.runs())
        .extracting(run -> run.get("info").get("status").asText())
        .containsExactly("KILLED", "FAILED");
    assertThat(server.batches().get(3).getTagsList())
        .extracting(tag -> tag.getKey() + "=" + tag.getValue())
        .contains("failure_cause=DIVERGED", "failure_message=gain is NaN");
  }

  @Test
  void tokensAreThoseOfMlflowsClients() throws IOException {
    MlflowServer token =
        new MlflowServer(server.address(), Map.of("MLFLOW_TRACKING_TOKEN", "secret"));
    MlflowStudy.open(token, SPEC, "first");
    MlflowServer named =
        new MlflowServer(
            server.address(),
            Map.of("MLFLOW_TRACKING_USERNAME", "ann", "MLFLOW_TRACKING_PASSWORD", "pass"));
    MlflowStudy.open(named, SPEC, "first");

    assertThat(server.authorizations()).contains("Bearer secret", "Basic YW5uOnBhc3M=");
    assertThat(token).hasToString("http://127.0.0.1:" + server.address().getPort());
  }

  @Test
  void trialsAreSentAsTheyEnd() {
    Progress progress = new Progress(4, 4, 2, 1, 1, 0, 4, Optional.empty(), Duration.ZERO);
    try (MlflowTracking tracking = tracking()) {
      RunEvents events =
          new RunEvents(EventSink.all(List.of(tracking)), "studies/a", RunListener.SILENT);
      SweepListener search = events.searches(History.empty(SPEC));
      search.told(completed(0, 1), progress);
      search.told(completed(1, 1), progress);
    }

    assertThat(warnings).isEmpty();
    assertThat(server.runs()).hasSize(2);
  }

  @Test
  void aServerThatIsNotThereIsOneWarning() {
    server.close();
    try (MlflowTracking tracking = tracking()) {
      tracking.ended(SPEC, completed(0, 1));
      tracking.ended(SPEC, completed(1, 1));
    }

    assertThat(warnings)
        .containsExactly(
            "--mlflow: http://127.0.0.1:"
                + server.address().getPort()
                + ": cannot be reached; the study goes on without, 'sweepstake mlflow' sends it"
                + " later");
  }

  private MlflowTracking tracking() {
    return new MlflowTracking(new MlflowServer(server.address(), Map.of()), warnings::add);
  }

  private MlflowStudy open() throws IOException {
    return MlflowStudy.open(new MlflowServer(server.address(), Map.of()), SPEC, SPEC.name());
  }

  private static Trial trial(int number) {
    Point point = Point.of(SPACE, Map.of("rate", 0.5));
    return Trial.asked(number, point, 1, new Ask(0, "random"), START).started(START);
  }

  /** With a curve of this many steps, 10 ms each. */
  private static Trial completed(int number, int steps) {
    Trial trial = trial(number);
    for (int step = 0; step < steps; step++) {
      trial = trial.measured(new Measurement(step, Metrics.of(GAIN, step), 10L * step));
    }
    return trial.completed(Metrics.of(GAIN, 0.25), START.plusSeconds(15));
  }
}
