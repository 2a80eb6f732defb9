package io.sweepstake.jobs.news;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sweepstake.sweeps.problem.RunningTrials.Position;
import io.sweepstake.sweeps.store.TrialJson;
import io.sweepstake.sweeps.store.parquet.StudyFolder;
import io.sweepstake.sweeps.store.seal.SealedJson;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A study with what its trials under way have done since the store heard of them, which is when
 * they come to a rung or to their end.
 *
 * <p>News, and nothing that a search goes by or goes on from: samplers and pruners see a trial's
 * measurements when they are committed, so that what they decide does not hang on who looked when.
 *
 * @param history in which running trials have measured what they are known to have
 * @param steps done by trials that run, by number, where more is known than the history says
 */
public record UnderWay(History history, Map<Integer, Long> steps) {
  /** In a study's directory, while a search goes on. */
  static final String FILE = "underway.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  public UnderWay {
    steps = Map.copyOf(steps);
  }

  /** How many steps a trial has done. */
  public long step(Trial trial) {
    return Math.max(trial.reached(), steps.getOrDefault(trial.number(), 0L));
  }

  /**
   * What is known of a study's trials; where that cannot be read, or is about others, no more than
   * the study itself says.
   */
  public static UnderWay of(StudyFolder files, History history) {
    try {
      Optional<byte[]> kept = files.bytes(FILE);
      return kept.isEmpty()
          ? new UnderWay(history, Map.of())
          : read(SealedJson.read(kept.get(), FILE).path("trials"), history);
    } catch (IOException | IllegalArgumentException damaged) {
      return new UnderWay(history, Map.of());
    }
  }

  private static UnderWay read(JsonNode entries, History history) {
    History known = history;
    Map<Integer, Long> steps = new TreeMap<>();
    for (JsonNode entry : entries) {
      Trial row = TrialJson.read(entry.path("trial"), history.spec().space());
      Optional<Trial> trial = running(history, row.number());
      if (trial.isPresent()
          && trial.get().attempt() == row.attempt()
          && history.identity(row.number()).equals(entry.path("study").asText())) {
        known = known.with(grown(trial.get(), row.curve()));
        steps.put(row.number(), entry.path("step").asLong());
      }
    }
    return new UnderWay(known, steps);
  }

  private static Trial grown(Trial trial, List<Measurement> measured) {
    Trial grown = trial;
    for (Measurement each : measured) {
      grown = each.step() > grown.reached() ? grown.measured(each) : grown;
    }
    return grown;
  }

  private static Optional<Trial> running(History history, int number) {
    return number >= 0
            && number < history.size()
            && history.trial(number).state() instanceof TrialState.Running
        ? Optional.of(history.trial(number))
        : Optional.empty();
  }

  /** The text of the file that says where trials are. */
  static String text(History history, Map<Integer, Position> positions) {
    ObjectNode root = JSON.createObjectNode();
    root.putArray("trials");
    positions.forEach(
        (number, position) ->
            running(history, number)
                .ifPresent(
                    trial -> {
                      List<Measurement> since = new ArrayList<>(position.measured());
                      since.removeIf(each -> each.step() <= trial.reached());
                      root.withArray("/trials")
                          .addObject()
                          .put("study", history.identity(number))
                          .put("step", position.step())
                          .set("trial", TrialJson.write(trial.withCurve(since)));
                    }));
    return SealedJson.of(root, FILE);
  }
}
