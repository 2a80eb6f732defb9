package io.sweepstake.jobs.watch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sweepstake.jobs.drawing.Markup;
import io.sweepstake.jobs.report.HtmlPage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Shows studies to browsers, Prometheus and programs of this machine: {@code /}, {@code /metrics}
 * and {@code /api}. Only reads them, whoever is at work on them.
 *
 * <p>It listens on 127.0.0.1 alone, answers requests alone that name this host, so that no page
 * from elsewhere can read through a name of its own, and knows no method but GET.
 */
public final class WatchServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService workers = Executors.newCachedThreadPool(WatchServer::daemon);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<String, Source> sources;
  private final Duration every;

  /** Reads a study as it stands. */
  @FunctionalInterface
  interface Source {
    Watched study(String name) throws IOException;
  }

  /**
   * What there is to show.
   *
   * @param unread why a study cannot be read, by its name: others are shown all the same
   */
  private record Look(List<Watched> studies, Map<String, String> unread) {}

  /**
   * @param sources of studies by their names
   * @param port 0 for any that is free
   * @param every how long a page waits for news
   * @throws IOException naming the port if it is taken
   */
  WatchServer(Map<String, Source> sources, int port, Duration every) throws IOException {
    this.sources = sources;
    this.every = every;
    server = listening(port);
    server.setExecutor(workers);
    server.createContext("/", this::answer);
    server.start();
  }

  private static HttpServer listening(int port) throws IOException {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
    } catch (BindException taken) {
      throw new IOException(
          "watch: port "
              + port
              + " of 127.0.0.1 is in use or not allowed; give another with --port, or 0 for any",
          taken);
    }
  }

  /** Follows studies by their directories. */
  public static WatchServer of(List<String> directories, int port) throws IOException {
    Map<String, Source> sources = new LinkedHashMap<>();
    for (String directory : directories) {
      sources.put(directory, Watched::of);
    }
    return new WatchServer(sources, port, Duration.ofSeconds(2));
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "watch");
    thread.setDaemon(true);
    return thread;
  }

  /** Where it listens. */
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** Waits until it is closed. */
  public void await() throws InterruptedException {
    closed.await();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    workers.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      int port = server.getAddress().getPort();
      if (!namesThisHost(String.valueOf(exchange.getRequestHeaders().getFirst("Host")), port)) {
        send(exchange, 403, "text/plain", "host: must be 127.0.0.1:" + port + "\n");
      } else if (!exchange.getRequestMethod().equals("GET")) {
        send(exchange, 405, "text/plain", "method: must be GET\n");
      } else {
        route(exchange);
      }
    }
  }

  private static boolean namesThisHost(String host, int port) {
    String given = host.indexOf(':') < 0 ? host + ":80" : host;
    return List.of("127.0.0.1:" + port, "localhost:" + port).contains(given);
  }

  private Look look() {
    List<Watched> studies = new ArrayList<>();
    Map<String, String> unread = new LinkedHashMap<>();
    sources.forEach(
        (name, source) -> {
          try {
            studies.add(source.study(name));
          } catch (IOException | RuntimeException gone) {
            unread.put(name, String.valueOf(gone.getMessage()));
          }
        });
    return new Look(studies, unread);
  }

  private void route(HttpExchange exchange) throws IOException {
    switch (exchange.getRequestURI().getPath()) {
      case "/" -> send(exchange, 200, "text/html", page());
      case "/metrics" -> send(exchange, 200, "text/plain; version=0.0.4", metrics());
      case "/api" -> send(exchange, 200, "application/json", json());
      case "/events" -> events(exchange);
      default -> send(exchange, 404, "text/plain", "there are /, /metrics, /api and /events\n");
    }
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange
        .getResponseHeaders()
        .set("Content-Type", type + (type.contains("json") ? "" : "; charset=utf-8"));
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private String page() {
    return HtmlPage.followed("Studies", body());
  }

  private String body() {
    StringBuilder body = new StringBuilder();
    Look look = look();
    look.studies().forEach(study -> body.append(study.html()));
    look.unread()
        .forEach(
            (name, reason) ->
                body.append("<h2>")
                    .append(Markup.escape(name))
                    .append("</h2><p>cannot be read: ")
                    .append(Markup.escape(reason))
                    .append("</p>"));
    return body.toString();
  }

  /** Sends the body of the page whenever it is another, until the browser has gone. */
  private void events(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    String last = "";
    try {
      do {
        String now = body();
        // Something is always sent, or one that has gone would never be noticed.
        String event =
            now.equals(last)
                ? ": nothing new\n\n"
                : "data: " + JSON.writeValueAsString(now) + "\n\n";
        out.write(event.getBytes(StandardCharsets.UTF_8));
        out.flush();
        last = now;
      } while (!closed.await(every.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private String metrics() {
    StringBuilder text = new StringBuilder();
    Look look = look();
    text.append("# HELP sweepstake_up Whether a study could be read.\n");
    text.append("# TYPE sweepstake_up gauge\n");
    sources
        .keySet()
        .forEach(
            name ->
                text.append("sweepstake_up{study=\"")
                    .append(label(name))
                    .append("\"} ")
                    .append(look.unread().containsKey(name) ? 0 : 1)
                    .append('\n'));
    text.append("# HELP sweepstake_trials Trials of a study by state.\n");
    text.append("# TYPE sweepstake_trials gauge\n");
    for (Watched study : look.studies()) {
      study
          .counts()
          .forEach(
              (state, count) ->
                  text.append("sweepstake_trials{study=\"")
                      .append(label(study.name()))
                      .append("\",state=\"")
                      .append(state)
                      .append("\"} ")
                      .append(count)
                      .append('\n'));
    }
    text.append(
        "# HELP sweepstake_best The objective of the best trial, as last judged, else as it leads by"
            + " its own measure; if it keeps the constraints.\n");
    text.append("# TYPE sweepstake_best gauge\n");
    for (Watched study : look.studies()) {
      study
          .best()
          .filter(study::keeps)
          .flatMap(trial -> study.value(trial).stream().boxed().findFirst())
          .ifPresent(
              value ->
                  text.append("sweepstake_best{study=\"")
                      .append(label(study.name()))
                      .append("\"} ")
                      .append(value)
                      .append('\n'));
    }
    return text.toString();
  }

  private static String label(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private String json() {
    ObjectNode root = JSON.createObjectNode();
    Look look = look();
    root.putArray("studies");
    for (Watched study : look.studies()) {
      ObjectNode node = root.withArray("/studies").addObject().put("study", study.name());
      node.put("objective", study.history().spec().objective().toString());
      study.counts().forEach((state, count) -> node.withObject("/trials").put(state, count));
      study
          .best()
          .ifPresent(
              trial -> {
                ObjectNode best = node.putObject("best").put("number", trial.number());
                best.put("feasible", study.keeps(trial)).put("judged", study.verdict().isPresent());
                trial
                    .state()
                    .metrics()
                    .asMap()
                    .forEach((metric, value) -> best.put(metric.name(), value));
              });
      study.steps().forEach((trial, step) -> node.withObject("/running").put("" + trial, step));
    }
    look.unread()
        .forEach(
            (name, reason) ->
                root.withArray("/studies").addObject().put("study", name).put("error", reason));
    return root.toString();
  }
}
