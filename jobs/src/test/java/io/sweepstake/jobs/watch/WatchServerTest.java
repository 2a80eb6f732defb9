package io.sweepstake.jobs.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.jobs.news.NewsWriter;
import io.sweepstake.jobs.news.UnderWay;
import io.sweepstake.jobs.run.Gain;
import io.sweepstake.jobs.run.Measured;
import io.sweepstake.jobs.run.Verdict;
import io.sweepstake.sweeps.problem.RunningTrials.Position;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.store.parquet.StudyFolder;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Constraint;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchServerTest {
  private static final Metric REVENUE = Metric.of("revenue");
  private static final Metric REGRET = Metric.of("regret");
  private static final SearchSpace SPACE = SearchSpace.of(FloatParam.uniform("x", 0, 1));
  private static final StudySpec SPEC =
      StudySpec.of(
          "watched",
          SPACE,
          Objective.of(Goal.maximize(REVENUE)).subjectTo(Constraint.atMost(REGRET, 0.01)),
          1);

  private final AtomicReference<History> history = new AtomicReference<>(History.empty(SPEC));
  private WatchServer server;

  @BeforeEach
  void start() throws IOException {
    history.set(
        history
            .get()
            .with(asked(0).completed(Metrics.of(REVENUE, 0.5, REGRET, 0.001), Instant.EPOCH))
            .with(asked(1).measured(new Measurement(70, Metrics.of(REVENUE, 0.4), 5))));
    server = new WatchServer(Map.of("a <b> \"study\"", this::unjudged), 0, Duration.ofMillis(10));
  }

  private Watched unjudged(String name) {
    return new Watched(name, new UnderWay(history.get(), Map.of()), Optional.empty());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aPortInUseIsNamed() {
    int port = URI.create(server.address()).getPort();
    assertThatThrownBy(() -> WatchServer.of(List.of(), port))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("watch: port " + port + " of 127.0.0.1 is in use");
  }

  @Test
  void studiesAreAPageMetricsAndJson() throws Exception {
    assertThat(get("").body())
        .contains("a &lt;b&gt; &quot;study&quot;", "trial 1 is at step 70")
        .contains(
            "1 running; leading trial 0, revenue 0.50000, regret 0.00100, by its own measure<",
            "connect-src 'self'")
        .doesNotContain("a <b>");
    assertThat(get("metrics").body())
        .contains("sweepstake_trials{study=\"a <b> \\\"study\\\"\",state=\"complete\"} 1\n")
        .contains("state=\"running\"} 1\n", "sweepstake_best{study=\"a <b> \\\"study\\\"\"} 0.5\n");
    assertThat(get("api").body())
        .contains(
            "\"best\":{\"number\":0,\"feasible\":true,\"judged\":false,\"regret\":0.001,\"revenue\":0.5}")
        .contains("\"running\":{\"1\":70}");
    assertThat(get("other").statusCode()).isEqualTo(404);
  }

  /** The store hears of what they measure when they come to a rung or to their end. */
  @Test
  void howFarTrialsAreReachesWhoeverFollowsThemWhileTheyRun(@TempDir Path temp) {
    StudyFolder files = new StudyFolder(temp.toString());
    Map<Integer, Position> running = new TreeMap<>();
    running.put(
        1,
        new Position(
            95,
            100,
            List.of(
                new Measurement(70, Metrics.of(REVENUE, 0.9), 5),
                new Measurement(90, Metrics.of(REVENUE, 0.45), 6))));
    running.put(0, new Position(3, 100)); // late news of one that has ended
    try (NewsWriter news = new NewsWriter(files, history::get, () -> new TreeMap<>(running))) {
      news.write();
      UnderWay seen = UnderWay.of(files, history.get());
      assertThat(new Watched("s", seen, Optional.empty()).steps()).isEqualTo(Map.of(1, 95L));
      assertThat(seen.history().trial(1).curve())
          .containsExactly(
              new Measurement(70, Metrics.of(REVENUE, 0.4), 5),
              new Measurement(90, Metrics.of(REVENUE, 0.45), 6));
      assertThat(seen.history().trial(0)).isEqualTo(history.get().trial(0));
      assertThat(UnderWay.of(files, History.empty(SPEC)).steps()).isEmpty();
      assertThat(UnderWay.of(files, history.get().with(asked(1).retried())).steps()).isEmpty();
    }
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void newsThatAreDamagedAreNone(@TempDir Path temp) throws IOException {
    Files.writeString(temp.resolve("underway.json"), "{\"trials\":[{}]}");
    assertThat(UnderWay.of(new StudyFolder(temp.toString()), history.get()).steps()).isEmpty();
  }

  /** As 'best' and the report do. */
  @Test
  void theBestIsThatOfTheVerdictAsItWasJudged() throws Exception {
    history.set(
        history
            .get()
            .with(asked(1).completed(Metrics.of(REVENUE, 0.6, REGRET, 0.001), Instant.EPOCH)));
    Verdict verdict =
        new Verdict(
            0,
            0,
            Optional.empty(),
            true,
            Metrics.of(REVENUE, 0.498765432, REGRET, 0.002),
            "why",
            new Gain(
                new Measured(0.498765432, OptionalDouble.empty()),
                true,
                Optional.empty(),
                false,
                Optional.empty(),
                false,
                1),
            1,
            1,
            "basis");
    try (WatchServer judged =
        new WatchServer(
            Map.of(
                "s",
                name ->
                    new Watched(name, new UnderWay(history.get(), Map.of()), Optional.of(verdict))),
            0,
            Duration.ofMillis(10))) {
      assertThat(get(judged, "").body())
          .contains("0 running; best trial 0, revenue 0.49877, regret 0.00200, as last judged; 1")
          .contains("; 1 trial has ended since, not judged yet<");
      assertThat(get(judged, "metrics").body()).contains("{study=\"s\"} 0.498765432\n");
      assertThat(get(judged, "api").body())
          .contains("\"best\":{\"number\":0,\"feasible\":true,\"judged\":true,")
          .contains("\"revenue\":0.498765432}");
    }
  }

  @Test
  void aStudyThatCannotBeReadIsSaidToBeAndHidesNoOther() throws Exception {
    Map<String, WatchServer.Source> sources = new LinkedHashMap<>();
    sources.put(
        "gone",
        name -> {
          throw new IllegalStateException("<gone>: not a study");
        });
    sources.put("there", this::unjudged);
    try (WatchServer both = new WatchServer(sources, 0, Duration.ofMillis(10))) {
      assertThat(get(both, "").body())
          .contains(
              "cannot be read: &lt;gone&gt;: not a study",
              "1 complete, ",
              "1 running; leading trial 0");
      assertThat(get(both, "metrics").body())
          .contains("sweepstake_up{study=\"gone\"} 0\nsweepstake_up{study=\"there\"} 1\n")
          .contains("sweepstake_best{study=\"there\"} 0.5\n");
      assertThat(get(both, "api").body())
          .contains("{\"study\":\"gone\",\"error\":\"<gone>: not a study\"}")
          .contains("\"running\":{\"1\":70}");
    }
  }

  @Test
  void aPageIsToldWhatChanges() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(server.address() + "events")).build();
    try (BufferedReader events =
        new BufferedReader(
            new InputStreamReader(
                HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofInputStream())
                    .body(),
                StandardCharsets.UTF_8))) {
      assertThat(next(events)).contains("1 complete, ", "1 running");
      history.set(
          history
              .get()
              .with(asked(1).completed(Metrics.of(REVENUE, 0.6, REGRET, 0.1), Instant.EPOCH)));
      assertThat(next(events)).contains("2 complete, ", "0 running");
    }
  }

  /** A page from elsewhere may have a name that leads here. */
  @Test
  void whoeverNamesAnotherHostIsRefused() throws Exception {
    int port = URI.create(server.address()).getPort();
    for (String host : List.of("evil.example:" + port, "127.0.0.1")) {
      try (Socket socket = new Socket("127.0.0.1", port)) {
        socket
            .getOutputStream()
            .write(
                ("GET /api HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        assertThat(
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine())
            .startsWith("HTTP/1.1 403");
      }
    }
  }

  private static String next(BufferedReader events) throws IOException {
    String line = events.readLine();
    while (!line.startsWith("data: ")) {
      line = events.readLine();
    }
    return line;
  }

  private HttpResponse<String> get(String path) throws Exception {
    return get(server, path);
  }

  private static HttpResponse<String> get(WatchServer server, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(server.address() + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static Trial asked(int number) {
    Point point = Point.of(SPACE, Map.of("x", 0.5));
    return Trial.asked(number, point, 1, new Ask(0, "random"), Instant.EPOCH)
        .started(Instant.EPOCH);
  }
}
