package io.sweepstake.sweeps.pruner;

import io.sweepstake.sweeps.option.Option;
import io.sweepstake.sweeps.study.Checkpoint;
import io.sweepstake.sweeps.study.Decision;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asynchronous successive halving as published (Li et al., MLSys 2020, algorithm 2): a trial waits
 * at every rung, and goes on when it is among the best {@code 1/factor} of all that have reached
 * it, now or later. A free worker takes the highest rung that has such a trial, else a new one.
 *
 * <p>While new trials may come, {@code floor(n / factor)} of {@code n} trials at a rung are
 * promoted. At the end, when none may, at least the best is, so that every sweep has a trial that
 * ran through. What still waits when a sweep has spent its budget ends as pruned.
 *
 * <p>Samplers count a waiting trial as running: they learn from it when it ends. A sampler with a
 * model therefore sees less, and later, than with {@link AshaPruner}.
 *
 * @param goal what is compared, over what trials measure at the rungs
 * @param firstStep the step of the first rung; the next ones are {@code factor} times as far each
 * @param factor the reduction factor η, at least 2
 * @param lastStep no rung lies at or beyond it: the full length of a trial
 */
public record PromotionPruner(Goal goal, long firstStep, int factor, long lastStep)
    implements Pruner {
  public PromotionPruner {
    new Halving(goal, firstStep, factor, lastStep);
  }

  @Override
  public List<Rung> rungs() {
    return Rung.geometric(firstStep, factor, lastStep);
  }

  @Override
  public Decision decide(Trial trial, Rung rung, History history) {
    double mine = Losses.reached(goal, trial, rung);
    return Double.isNaN(mine)
        ? Decision.stop("it has no value at step " + rung.step())
        : Decision.pause("waits at step " + rung.step()).on(goal.loss(mine));
  }

  @Override
  public Optional<Release> release(History history, boolean more, Set<Checkpoint> checkpoints) {
    List<Rung> rungs = rungs();
    for (int k = rungs.size() - 1; k >= 0; k--) {
      Optional<Release> release = release(rungs.get(k), history, more);
      if (release.isPresent()) {
        return release;
      }
    }
    return Optional.empty();
  }

  private Optional<Release> release(Rung rung, History history, boolean more) {
    List<Trial> there = new ArrayList<>();
    for (Trial trial : history.trials()) {
      if (!Double.isNaN(loss(trial, rung))) {
        there.add(trial);
      }
    }
    int places = Math.max(more || there.isEmpty() ? 0 : 1, there.size() / factor);
    there.sort(
        Comparator.comparingDouble((Trial trial) -> loss(trial, rung))
            .thenComparingInt(Trial::number));
    for (int place = 0; place < places; place++) {
      Trial trial = there.get(place);
      if (waitsAt(trial, rung)) {
        return Optional.of(
            new Release(
                trial.number(),
                Decision.promote(
                        "place "
                            + (place + 1)
                            + " of "
                            + there.size()
                            + " trials at step "
                            + rung.step()
                            + ", places: "
                            + places)
                    .on(goal.loss(loss(trial, rung)))));
      }
    }
    return Optional.empty();
  }

  private double loss(Trial trial, Rung rung) {
    return Losses.reached(goal, trial, rung);
  }

  /** Whether it waits, and at no higher rung than this. */
  private boolean waitsAt(Trial trial, Rung rung) {
    List<Rung> rungs = rungs();
    boolean beyond =
        rung.index() + 1 < rungs.size() && trial.reached() >= rungs.get(rung.index() + 1).step();
    return trial.state() instanceof TrialState.Paused && !beyond;
  }

  /** By the name of {@code asha_promotion}. */
  public static final class Kind implements PrunerKind {
    @Override
    public PrunerDescription description() {
      return new PrunerDescription(
          "asha_promotion",
          "successive halving that waits: the best go on",
          true,
          List.of(
              Option.of(
                  "factor",
                  4,
                  "one of so many goes on at a step, and the next is so many times as far; at least 2"),
              PrunerOptions.FIRST));
    }

    @Override
    public Pruner pruner(Map<String, String> given, Goal otherwise, long steps) {
      PrunerOptions options = new PrunerOptions(description(), given, otherwise, steps);
      return new PromotionPruner(options.goal(), options.first(), options.factor(), steps);
    }
  }
}
