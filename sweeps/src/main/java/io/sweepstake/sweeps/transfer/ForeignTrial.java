package io.sweepstake.sweeps.transfer;

import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Provenance;
import io.sweepstake.sweeps.study.Timing;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A trial of another study, or of another program: values by parameter name, and what came of them.
 *
 * @param origin where it is from, such as a directory; with the number it identifies the trial
 * @param values of all that made it what it was, as text or in their own types
 * @param timing when it ran, where that is known
 * @param remark what could not be read of it that it can do without
 * @param flaw why it cannot be used whatever the study, if so
 */
public record ForeignTrial(
    String origin,
    int number,
    Map<String, Object> values,
    TrialState state,
    List<Measurement> curve,
    Optional<Timing> timing,
    Provenance provenance,
    Optional<String> remark,
    Optional<String> flaw) {
  public ForeignTrial {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    curve = List.copyOf(curve);
  }

  /**
   * The trials of a study.
   *
   * @param fixed values that all its trials share without being parameters of its space
   */
  public static List<ForeignTrial> of(String origin, History history, Map<String, ?> fixed) {
    return history.trials().stream().map(trial -> of(origin, trial, fixed)).toList();
  }

  private static ForeignTrial of(String origin, Trial trial, Map<String, ?> fixed) {
    Map<String, Object> values = new LinkedHashMap<>(fixed);
    values.putAll(trial.point().values());
    return new ForeignTrial(
        origin,
        trial.number(),
        values,
        trial.state(),
        trial.curve(),
        Optional.of(trial.timing()),
        trial.provenance(),
        Optional.empty(),
        Optional.empty());
  }
}
