package io.sweepstake.sweeps.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Schedule;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import java.util.List;

/** What was found best, as JSON: {@code best.json}. */
public final class BestJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private BestJson() {}

  /** What a person or notebook wants to know of the best trial, with its schedule if it has one. */
  public static String of(History history, Trial best) {
    StudySpec spec = history.spec();
    ObjectNode root = JSON.createObjectNode();
    root.put("study", spec.name());
    root.put("number", best.number());
    root.put("objective", spec.objective().toString());
    spec.objective().value(best.state().metrics()).ifPresent(value -> root.put("value", value));
    describe(history, best, root);
    return root.toPrettyString();
  }

  /**
   * The same of a study with several goals, where no one trial is best: under {@code front}, the
   * trials that no other dominates, each with its {@code values} in the order of {@code goals}.
   */
  public static String of(History history, List<Trial> front) {
    StudySpec spec = history.spec();
    ObjectNode root = JSON.createObjectNode();
    root.put("study", spec.name());
    root.put("objective", spec.objective().toString());
    ArrayNode goals = root.putArray("goals");
    spec.objective().goals().forEach(goal -> goals.add(goal.toString()));
    ArrayNode members = root.putArray("front");
    for (Trial trial : front) {
      ObjectNode member = members.addObject();
      member.put("number", trial.number());
      ArrayNode values = member.putArray("values");
      for (Goal goal : spec.objective().goals()) {
        goal.value(trial.state().metrics()).ifPresent(values::add);
      }
      describe(history, trial, member);
    }
    return root.toPrettyString();
  }

  private static void describe(History history, Trial best, ObjectNode root) {
    StudySpec spec = history.spec();
    double violation = spec.objective().violation(best.state().metrics());
    root.put("feasible", violation == 0);
    ObjectNode params = root.putObject("params");
    best.point().values().forEach((name, value) -> params.set(name, JSON.valueToTree(value)));
    Schedule schedule = Schedule.of(history, best);
    if (schedule.stages().size() > 1) {
      ArrayNode stages = root.putArray("schedule");
      for (Schedule.Stage stage : schedule.stages()) {
        ObjectNode node = stages.addObject().put("trial", stage.trial()).put("from", stage.from());
        ObjectNode point = node.putObject("params");
        stage.point().values().forEach((name, value) -> point.set(name, JSON.valueToTree(value)));
      }
    }
    root.set("metrics", TrialJson.metrics(best.state().metrics()));
    root.put("seed", best.seed());
    root.put("fingerprint", spec.fingerprint());
    if (best.timing().finished() != null) {
      root.put("datetime", best.timing().finished().toString());
    }
  }
}
