package io.sweepstake.sweeps.pruner;

import io.sweepstake.sweeps.option.Option;
import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Checkpoint;
import io.sweepstake.sweeps.study.Decision;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Lineage;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Seeds;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Population-based training (Jaderberg et al., 2017). All trials that a sweep asks its sampler for
 * are one population, trained side by side from rung to rung. At a rung every trial waits; when its
 * turn comes, one in the worst {@code quantile} of those that have reached the rung ends, and a new
 * trial goes on in its place from the checkpoint of one in the best {@code quantile}, with that
 * one's point perturbed. What the best trial was trained with is therefore a {@link
 * io.sweepstake.sweeps.study.Schedule schedule}.
 *
 * <p>The trial that has come least far has its turn first, so that a population larger than the
 * number of workers advances together. Nobody waits for the slow: a trial is compared with those
 * that have come to its rung so far.
 *
 * <p>Perturbing: with probability {@code resample} a parameter is drawn anew from its range. Else a
 * number is multiplied by 0.8 or by 1.2 and moved to the nearest value of its range, a whole or
 * stepped one by at least one step; a choice stays. Parameters named in {@code frozen} stay.
 *
 * <p>Checkpoints: two per member of the population as a rule, its last one and one that a slower
 * member may still take over; {@code population · (rungs + 1)} at most, when one member is slower
 * than all others by the whole length.
 *
 * @param goal what is compared, over what trials measure at the rungs
 * @param rungs at which trials are compared
 * @param quantile the share that is replaced, and that is copied from, in (0, 0.5]
 * @param resample the probability of a fresh draw, in [0, 1]
 * @param frozen names of parameters that cannot change in the middle of a training
 */
public record PopulationTraining(
    Goal goal, List<Rung> rungs, double quantile, double resample, Set<String> frozen)
    implements Pruner {
  private static final double[] FACTORS = {0.8, 1.2};
  private static final String SOURCE = "pbt";

  public PopulationTraining {
    rungs = List.copyOf(rungs);
    frozen = Set.copyOf(frozen);
    if (rungs.isEmpty()) {
      throw new IllegalArgumentException("pbt rungs: needs at least one, had none");
    }
    if (!(quantile > 0 && quantile <= 0.5)) {
      throw new IllegalArgumentException("pbt quantile: must be in (0, 0.5], was " + quantile);
    }
    if (!(resample >= 0 && resample <= 1)) {
      throw new IllegalArgumentException("pbt resample: must be in [0, 1], was " + resample);
    }
  }

  @Override
  public Decision decide(Trial trial, Rung rung, History history) {
    double mine = Losses.reached(goal, trial, rung);
    Decision pause = Decision.pause("waits at step " + rung.step());
    return Double.isNaN(mine) ? pause : pause.on(goal.loss(mine));
  }

  @Override
  public Optional<Release> release(History history, boolean more, Set<Checkpoint> checkpoints) {
    if (more) {
      // The whole population sets out before anyone goes on.
      return Optional.empty();
    }
    return history.open().stream()
        .filter(trial -> trial.state() instanceof TrialState.Paused)
        .min(Comparator.comparingLong(Trial::reached).thenComparingInt(Trial::number))
        .map(trial -> new Release(trial.number(), judge(trial, history, checkpoints)));
  }

  private Decision judge(Trial trial, History history, Set<Checkpoint> checkpoints) {
    Rung rung = rungs.get(0);
    for (Rung each : rungs) {
      rung = each.step() <= trial.reached() ? each : rung;
    }
    double mine = Losses.reached(goal, trial, rung);
    List<Trial> peers = new ArrayList<>();
    for (Trial other : history.trials()) {
      if (!Double.isNaN(loss(other, rung))) {
        peers.add(other);
      }
    }
    Rung here = rung;
    peers.sort(
        Comparator.comparingDouble((Trial other) -> loss(other, here))
            .thenComparingInt(Trial::number));
    int extremes = (int) (quantile * (peers.size() + (Double.isNaN(mine) ? 1 : 0)));
    int place = peers.indexOf(trial);
    String numbers =
        place < 0
            ? "it has no value at step " + rung.step()
            : "place " + (place + 1) + " of " + peers.size() + " trials at step " + rung.step();
    boolean last = place < 0 || place >= peers.size() - extremes;
    if (!last) {
      return Decision.promote(numbers).on(goal.loss(mine));
    }
    List<Checkpoint> worthy = new ArrayList<>();
    for (Trial peer : peers.subList(0, Math.min(peers.size(), Math.max(1, extremes)))) {
      long step = Losses.atRung(peer, rung).map(Measurement::step).orElseThrow();
      Checkpoint checkpoint = new Checkpoint(peer.number(), step);
      boolean better = place < 0 || loss(peer, rung) < mine;
      if (better && checkpoints.contains(checkpoint)) {
        worthy.add(checkpoint);
      }
    }
    if (worthy.isEmpty()) {
      return place < 0
          ? Decision.stop(numbers + ", nor has anyone to take over from")
          : Decision.promote(numbers + ", and nobody better to take over from").on(goal.loss(mine));
    }
    RandomGenerator random =
        Seeds.generator(
            Seeds.derive(history.spec().seed(), "exploit", trial.number()), "rung", rung.index());
    Checkpoint chosen = worthy.get(random.nextInt(worthy.size()));
    Decision exploit =
        Decision.exploit(
            new Lineage(chosen.trial(), chosen.step(), trial.number()),
            numbers + ", takes over from trial " + chosen.trial());
    return place < 0 ? exploit : exploit.on(goal.loss(mine));
  }

  private double loss(Trial trial, Rung rung) {
    return Losses.reached(goal, trial, rung);
  }

  @Override
  public Optional<Heir> heir(History history, RandomGenerator random) {
    Set<Integer> replaced = new TreeSet<>();
    for (Trial trial : history.trials()) {
      trial.ask().origin().ifPresent(lineage -> replaced.add(lineage.replaced()));
    }
    for (Trial ended : history.finished()) {
      Optional<Lineage> lineage =
          ended.decisions().stream()
              .map(Decision::heir)
              .filter(heir -> heir != null && !replaced.contains(heir.replaced()))
              .findFirst();
      if (lineage.isPresent()) {
        Point parent = history.trial(lineage.get().parent()).point();
        return Optional.of(new Heir(perturbed(parent, random), lineage.get(), SOURCE));
      }
    }
    return Optional.empty();
  }

  /** The point's neighbour, see above. */
  Point perturbed(Point point, RandomGenerator random) {
    SearchSpace space = point.space();
    double[] numbers = new double[space.size()];
    for (int k = 0; k < numbers.length; k++) {
      Param<?> param = space.params().get(k);
      // As many draws per parameter whatever comes of them.
      boolean afresh = random.nextDouble() < resample;
      double unit = random.nextDouble();
      double factor = FACTORS[random.nextInt(FACTORS.length)];
      if (!space.exists(k, numbers)) {
        numbers[k] = Double.NaN;
      } else if (Double.isNaN(point.number(k))) {
        numbers[k] = drawn(param, unit); // A choice above it has just called it into being.
      } else if (frozen.contains(param.name())) {
        numbers[k] = point.number(k);
      } else {
        numbers[k] = afresh ? drawn(param, unit) : moved(param, point.number(k), factor);
      }
    }
    return Point.ofNumbers(space, numbers);
  }

  private static <T> double drawn(Param<T> param, double unit) {
    return param.number(param.decode(unit));
  }

  private static double moved(Param<?> param, double number, double factor) {
    double wished = number * factor;
    if (param instanceof FloatParam real) {
      return atLeastAStep(real.nearest(wished), number, real.step(), factor, real::nearest);
    }
    if (param instanceof IntParam whole) {
      return atLeastAStep(whole.nearest(wished), number, whole.step(), factor, whole::nearest);
    }
    if (param instanceof CategoricalParam) {
      return number;
    }
    throw new AssertionError("params are floats, ints or categories");
  }

  private static double atLeastAStep(
      double moved,
      double number,
      double step,
      double factor,
      java.util.function.DoubleUnaryOperator nearest) {
    return moved == number && step > 0
        ? nearest.applyAsDouble(number + (factor > 1 ? step : -step))
        : moved;
  }

  @Override
  public boolean keeps(Checkpoint checkpoint, History history) {
    return history.open().stream()
        .anyMatch(
            trial -> trial.number() != checkpoint.trial() && trial.reached() <= checkpoint.step());
  }

  /** By the name of {@code pbt}. */
  public static final class Kind implements PrunerKind {
    @Override
    public PrunerDescription description() {
      return new PrunerDescription(
          "pbt",
          "population-based training",
          true,
          List.of(
              Option.of(
                  "quantile",
                  0.25,
                  "the share that is replaced, and that is copied from; in (0, 0.5]"),
              Option.of(
                  "resample", 0.25, "the probability that a parameter is drawn anew; in [0, 1]"),
              PrunerOptions.FROZEN,
              // Of its own: what is taken over early is trained on, and may yet come to be judged.
              Option.of(
                  "warmup", "steps/5", "the first step at which trials are judged; at least 1"),
              PrunerOptions.INTERVAL));
    }

    @Override
    public Pruner pruner(Map<String, String> given, Goal otherwise, long steps) {
      PrunerOptions options = new PrunerOptions(description(), given, otherwise, steps);
      return new PopulationTraining(
          options.goal(),
          options.rungs(Math.max(1, steps / 5), Math.max(1, steps / 10)),
          options.read().real("quantile"),
          options.read().real("resample"),
          options.read().names(PrunerOptions.FROZEN.name()));
    }
  }
}
