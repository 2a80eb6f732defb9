package io.sweepstake.jobs.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mlflow.api.proto.Service;
import org.mlflow_project.google.protobuf.Message;
import org.mlflow_project.google.protobuf.util.JsonFormat;

/**
 * Answers as an MLflow server does, and remembers. Each body is read by MLflow's own protobufs,
 * which refuse a field that they do not know.
 */
final class FakeServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer http;
  private final Map<String, ObjectNode> runs = new LinkedHashMap<>(); // by id, as searched for
  private final List<Service.LogBatch> batches = new ArrayList<>();
  private final List<String> paths = new ArrayList<>();
  private final List<String> authorizations = new ArrayList<>();
  private String experiment; // its name
  private int refusing; // how many batches are let through before the rest is refused

  FakeServer() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    refusing = Integer.MAX_VALUE;
    http.createContext("/proxied/api/2.0/mlflow/", this::answer);
    http.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/proxied/");
  }

  synchronized void refuseAfter(int batches) {
    refusing = batches;
  }

  synchronized List<Service.LogBatch> batches() {
    return List.copyOf(batches);
  }

  synchronized List<JsonNode> runs() {
    return List.copyOf(runs.values());
  }

  synchronized List<String> paths() {
    return List.copyOf(paths);
  }

  synchronized List<String> authorizations() {
    return List.copyOf(authorizations);
  }

  @Override
  public void close() {
    http.stop(0);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().replace("/proxied/api/2.0/mlflow/", "");
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    paths.add(path);
    authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    int status = 200;
    ObjectNode reply = JSON.createObjectNode();
    switch (path) {
      case "experiments/get-by-name" -> {
        if (experiment == null) {
          status = 404;
          reply.put("error_code", "RESOURCE_DOES_NOT_EXIST");
        } else {
          reply.putObject("experiment").put("experiment_id", "7").put("name", experiment);
        }
      }
      case "experiments/create" -> {
        experiment = read(body, Service.CreateExperiment.newBuilder()).getName();
        reply.put("experiment_id", "7");
      }
      case "runs/create" -> {
        Service.CreateRun.Builder made = read(body, Service.CreateRun.newBuilder());
        String id = "run-" + runs.size();
        ObjectNode run = JSON.createObjectNode();
        run.putObject("info")
            .put("run_id", id)
            .put("run_name", made.getRunName())
            .put("start_time", made.getStartTime())
            .put("status", "RUNNING");
        var tags = run.putObject("data").putArray("tags");
        made.getTagsList()
            .forEach(tag -> tags.addObject().put("key", tag.getKey()).put("value", tag.getValue()));
        runs.put(id, run);
        reply.set("run", run.deepCopy());
      }
      case "runs/log-batch" -> {
        Service.LogBatch batch = read(body, Service.LogBatch.newBuilder()).build();
        if (batches.size() >= refusing) {
          status = 500;
          reply.put("message", "the disk is \u001bfull\nand more");
        } else {
          batches.add(batch);
        }
      }
      case "runs/update" -> {
        Service.UpdateRun.Builder update = read(body, Service.UpdateRun.newBuilder());
        ((ObjectNode) runs.get(update.getRunId()).get("info"))
            .put("status", update.getStatus().name())
            .put("end_time", update.getEndTime());
      }
      case "runs/search" -> {
        Service.SearchRuns.Builder search = read(body, Service.SearchRuns.newBuilder());
        if (!search.getFilter().matches("tags\\.`sweepstake\\.study` = '[0-9a-f]{16}'")) {
          status = 400;
        }
        runs.values().forEach(reply.withArray("runs")::add);
      }
      default -> status = 400;
    }
    byte[] bytes = reply.toString().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static <B extends Message.Builder> B read(String body, B builder) throws IOException {
    JsonFormat.parser().merge(body, builder);
    return builder;
  }
}
