package io.sweepstake.sweeps.pruner;

import io.sweepstake.sweeps.study.Decision;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import java.util.List;
import java.util.Map;

/** Every trial runs to its end without a stop. */
public final class NoPruner implements Pruner {
  @Override
  public List<Rung> rungs() {
    return List.of();
  }

  @Override
  public Decision decide(Trial trial, Rung rung, History history) {
    return Decision.proceed("nothing is pruned");
  }

  /** By the name of {@code none}. */
  public static final class Kind implements PrunerKind {
    @Override
    public PrunerDescription description() {
      return new PrunerDescription("none", "every trial runs to its end", false, List.of());
    }

    @Override
    public Pruner pruner(Map<String, String> given, Goal otherwise, long steps) {
      var unused = new PrunerOptions(description(), given, otherwise, steps);
      return new NoPruner();
    }
  }
}
