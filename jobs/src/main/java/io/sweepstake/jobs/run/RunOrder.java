package io.sweepstake.jobs.run;

import io.sweepstake.jobs.config.Limits;
import io.sweepstake.sweeps.run.Budget;
import io.sweepstake.sweeps.space.PartialPoint;
import io.sweepstake.sweeps.transfer.ForeignTrial;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is wanted of one run of a study.
 *
 * @param parallelism trials at a time, or packs of them; as many as there is room for by default
 * @param packSize trials that a worker trains together, at least 1; as many as fill it by default
 * @param synchronous whether a whole generation ends before the next begins
 * @param finalists how many of the best are judged anew, at least 0
 * @param retrain with how many fresh seeds the finalists' points are run again, at least 0; empty
 *     for {@link Retraining#SEEDS} where that costs little beside the sweep
 * @param withDefault whether a study begins with its {@link DefaultPoint}
 * @param engine to move to for this run, by name or {@code auto}; empty for the study's own
 * @param enqueue points to run first, unless the study has them
 * @param imports trials to take over, by where they are from
 */
public record RunOrder(
    Budget budget,
    OptionalInt parallelism,
    OptionalInt packSize,
    boolean synchronous,
    int finalists,
    OptionalInt retrain,
    boolean withDefault,
    Limits limits,
    Optional<String> engine,
    List<PartialPoint> enqueue,
    Map<String, List<ForeignTrial>> imports) {
  public RunOrder {
    enqueue = List.copyOf(enqueue);
    imports = Collections.unmodifiableMap(new LinkedHashMap<>(imports)); // in their order
  }
}
