package io.sweepstake.sweeps.pruner;

import io.sweepstake.sweeps.study.Decision;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import java.util.List;

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
}
