package io.sweepstake.jobs.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A study as an experiment of a server, a run for each trial that has ended. What is there already
 * is left alone, so that sending again sends what is missing.
 */
public final class MlflowStudy {
  private static final int PAGE = 1000;
  private static final String FIND = "experiments/get-by-name";
  private static final String CREATE = "experiments/create";
  private static final String SEARCH = "runs/search";
  private static final String RUN = "runs/create";

  private final MlflowServer server;
  private final StudySpec spec;
  private final String experiment;
  private final Set<String> whole = new HashSet<>(); // identities
  private final Map<String, String> begun = new HashMap<>(); // runs that were cut off, by identity

  private MlflowStudy(MlflowServer server, StudySpec spec, String experiment) {
    this.server = server;
    this.spec = spec;
    this.experiment = experiment;
  }

  /**
   * Finds the experiment, or makes it.
   *
   * @param name of the experiment
   * @throws IOException if the server cannot be reached, or refuses
   */
  public static MlflowStudy open(MlflowServer server, StudySpec spec, String name)
      throws IOException {
    Optional<JsonNode> there = server.get(FIND, "experiment_name", name);
    String experiment =
        there.isPresent()
            ? server.text(there.get(), FIND, "/experiment/experiment_id")
            : server.text(server.post(CREATE, creation(spec, name)), CREATE, "/experiment_id");
    MlflowStudy study = new MlflowStudy(server, spec, experiment);
    if (there.isPresent()) {
      study.findRuns();
    }
    return study;
  }

  private static ObjectNode creation(StudySpec spec, String name) {
    ObjectNode body = MlflowServer.JSON.createObjectNode().put("name", name);
    ArrayNode tags = body.putArray("tags");
    tags.addObject().put("key", "objective").put("value", spec.objective().toString());
    tags.addObject().put("key", "sampler").put("value", spec.sampler().toString());
    spec.settings().forEach((key, value) -> tags.addObject().put("key", key).put("value", value));
    return body;
  }

  private void findRuns() throws IOException {
    String page = "";
    do {
      ObjectNode body = MlflowServer.JSON.createObjectNode();
      body.putArray("experiment_ids").add(experiment);
      body.put("filter", "tags.`" + MlflowRun.STUDY + "` = '" + spec.identity() + "'");
      body.put("max_results", PAGE);
      if (!page.isEmpty()) {
        body.put("page_token", page);
      }
      JsonNode found = server.post(SEARCH, body);
      for (JsonNode run : found.path("runs")) {
        String identity = "";
        for (JsonNode tag : run.path("data").path("tags")) {
          if (tag.path("key").asText().equals(MlflowRun.TRIAL)) {
            identity = tag.path("value").asText();
          }
        }
        if (run.path("info").path("status").asText().equals("RUNNING")) {
          begun.put(identity, server.text(run, SEARCH, "/info/run_id"));
        } else {
          whole.add(identity);
        }
      }
      String next = found.path("next_page_token").asText();
      if (!next.isEmpty() && next.equals(page)) {
        throw new IOException(server + ": " + SEARCH + ": names the same page as the next again");
      }
      page = next;
    } while (!page.isEmpty());
  }

  /**
   * Sends a trial that has ended.
   *
   * @return whether it was not there yet
   * @throws IOException if the server cannot be reached, or refuses; then sending it again sends
   *     the rest
   */
  public boolean send(Trial trial) throws IOException {
    MlflowRun run = new MlflowRun(spec, trial);
    String identity = run.identity();
    if (whole.contains(identity)) {
      return false;
    }
    String id = begun.get(identity);
    if (id == null) {
      id = server.text(server.post(RUN, run.creation(experiment)), RUN, "/run/info/run_id");
      begun.put(identity, id);
    }
    for (ObjectNode batch : run.batches(id)) {
      server.post("runs/log-batch", batch);
    }
    server.post("runs/update", run.end(id));
    whole.add(identity);
    return true;
  }
}
