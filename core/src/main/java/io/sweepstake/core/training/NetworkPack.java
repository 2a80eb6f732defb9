package io.sweepstake.core.training;

import io.sweepstake.core.engine.Batch;
import io.sweepstake.core.engine.BatchState;
import io.sweepstake.core.engine.Engine;
import io.sweepstake.core.engine.MisreportTask;
import io.sweepstake.core.program.NetworkWeights;
import java.util.List;
import java.util.Optional;

/**
 * Networks that train against misreports, in one batch: an iteration searches every bidder's best
 * misreports over a batch of profiles, then goes one step down the loss of revenue and regrets,
 * plus {@code λ_m · monotonicity violation}. What members decide is told in {@link TrainingMember};
 * here, in which order.
 */
final class NetworkPack implements TrainingPack {
  private final String engine;
  private final Batch batch;
  private final TrainingMember[] members;
  private final DivergedException[] diverged;
  private final boolean[] left;
  private final boolean[] ahead; // of those that go first now
  private final boolean sweeps;
  private final RegretProbe[] probes;

  // What a batch reads and writes, [member]:
  private final float[][] values;
  private final MisreportTask[] tasks;
  private final float[][] lower;
  private final float[][] higher;
  private final double[] monotonicityPrices;
  private final double[][] regrets;
  private final double[][] prices;
  private final double[] revenues;
  private final double[] revenueWeights;
  private final double[] rates;
  private final long[] steps;

  NetworkPack(List<TrainingSpec> specs, Engine engine) {
    this.engine = engine.name();
    members = specs.stream().map(TrainingMember::new).toArray(TrainingMember[]::new);
    int count = members.length;
    probes =
        specs.stream()
            .map(spec -> new RegretProbe(spec, engine.runner()))
            .toArray(RegretProbe[]::new);
    batch = engine.batch(List.of(members).stream().map(TrainingMember::shape).toList());
    diverged = new DivergedException[count];
    left = new boolean[count];
    ahead = new boolean[count];
    values = new float[count][];
    tasks = new MisreportTask[count];
    lower = new float[count][];
    higher = new float[count][];
    monotonicityPrices = new double[count];
    regrets = new double[count][];
    prices = new double[count][];
    revenues = new double[count];
    revenueWeights = new double[count];
    rates = new double[count];
    steps = new long[count];
    boolean any = false;
    for (int k = 0; k < count; k++) {
      TrainingMember member = members[k];
      values[k] = member.values;
      tasks[k] = member.task;
      lower[k] = member.lower;
      higher[k] = member.higher;
      monotonicityPrices[k] = member.spec().monotonicityPrice();
      any |= monotonicityPrices[k] > 0;
      regrets[k] = member.regrets;
      prices[k] = member.prices;
      batch.load(k, member.start());
    }
    sweeps = any;
  }

  @Override
  public int members() {
    return members.length;
  }

  @Override
  public long iteration(int member) {
    return members[member].iteration();
  }

  @Override
  public NetworkWeights weights(int member) {
    return batch.weights(member);
  }

  @Override
  public Optional<DivergedException> diverged(int member) {
    return Optional.ofNullable(diverged[member]);
  }

  @Override
  public void leave(int member) {
    left[member] = true;
    batch.freeze(member);
  }

  private boolean goesOn(int k) {
    return diverged[k] == null && !left[k] && !ahead[k];
  }

  @Override
  public void advance(long until, long every, List<TrainingListener> listeners) {
    for (TrainingMember member : members) {
      if (until > member.spec().iterations()) {
        throw new IllegalArgumentException(
            "advance: the training has "
                + member.spec().iterations()
                + " iterations, asked for "
                + until);
      }
    }
    for (long least = least(-1, until); least < until; least = least(-1, until)) {
      advanceThoseAt(least, least(least, until), every, listeners);
    }
  }

  /** The least iteration beyond {@code above} at which one stands that goes on, up to a bound. */
  private long least(long above, long bound) {
    long least = bound;
    for (int k = 0; k < members.length; k++) {
      if (goesOn(k) && members[k].iteration() > above) {
        least = Math.min(least, members[k].iteration());
      }
    }
    return least;
  }

  /** Those that are behind go first, alone: a batch's members are in step. */
  private void advanceThoseAt(
      long iteration, long until, long every, List<TrainingListener> listeners) {
    BatchState[] waiting = null;
    for (int k = 0; k < members.length; k++) {
      if (goesOn(k) && members[k].iteration() > iteration) {
        waiting = waiting == null ? new BatchState[members.length] : waiting;
        waiting[k] = batch.state(k);
        ahead[k] = true;
        batch.freeze(k);
      }
    }
    for (long at = iteration; at < until && iterate(); at++) {
      for (int k = 0; k < members.length; k++) {
        if (goesOn(k)) {
          finish(k, every, listeners.get(k));
        }
      }
    }
    for (int k = 0; k < members.length; k++) {
      if (ahead[k]) {
        batch.restore(k, waiting[k]);
        ahead[k] = false;
      }
    }
  }

  /** One iteration of all; false if none is left to go on. */
  private boolean iterate() {
    for (int k = 0; k < members.length; k++) {
      if (goesOn(k)) {
        int asked = members[k].asks();
        if (asked > 0) {
          members[k].told(probes[k].regret(batch.weights(k), members[k].iteration(), asked));
        }
        members[k].begin();
      }
    }
    batch.truthful(values, revenues);
    batch.searchMisreports(tasks, regrets);
    if (!price()) {
      return false;
    }
    if (sweeps) {
      batch.sweepMonotonicity(lower, higher, monotonicityPrices);
    }
    batch.backward(revenueWeights, prices);
    for (int k = 0; k < members.length; k++) {
      if (goesOn(k)) {
        rates[k] = members[k].rate();
        steps[k] = members[k].iteration() + 1;
      }
    }
    batch.descend(rates, steps);
    return true;
  }

  private boolean price() {
    boolean any = false;
    for (int k = 0; k < members.length; k++) {
      if (goesOn(k)) {
        try {
          revenueWeights[k] = members[k].price(revenues[k]);
          any = true;
        } catch (DivergedException e) {
          freeze(k, e);
        }
      }
    }
    return any;
  }

  private void finish(int k, long every, TrainingListener listener) {
    TrainingMember member = members[k];
    member.end(revenues[k]);
    if (member.looksAtWeights()) {
      try {
        member.checkWeights(batch.greatestWeight(k));
      } catch (DivergedException e) {
        freeze(k, e);
        return;
      }
    }
    if (member.iteration() % every == 0 || member.iteration() == member.spec().iterations()) {
      listener.measured(member.measurement());
    }
  }

  private void freeze(int k, DivergedException why) {
    diverged[k] = why;
    batch.freeze(k);
  }

  @Override
  public TrainingCheckpoint checkpoint(int member) {
    BatchState state = batch.state(member);
    return members[member].checkpoint(
        engine, state.weights(), state.firstMoment(), state.secondMoment());
  }

  @Override
  public void restore(int member, TrainingCheckpoint checkpoint) {
    members[member].restore(checkpoint, engine);
    load(member, checkpoint);
  }

  @Override
  public void restoreAcrossEngines(int member, TrainingCheckpoint checkpoint) {
    members[member].restoreAcrossEngines(checkpoint);
    load(member, checkpoint);
  }

  @Override
  public void adopt(int member, TrainingCheckpoint checkpoint) {
    members[member].adopt(checkpoint, batch.state(member).weights().length);
    load(member, checkpoint);
  }

  private void load(int member, TrainingCheckpoint checkpoint) {
    batch.restore(
        member,
        new BatchState(checkpoint.weights(), checkpoint.firstMoment(), checkpoint.secondMoment()));
    diverged[member] = null;
    left[member] = false;
  }

  @Override
  public void close() {
    batch.close();
  }
}
