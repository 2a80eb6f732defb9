package io.sweepstake.sweeps.run;

import io.sweepstake.sweeps.pruner.Rung;
import io.sweepstake.sweeps.run.trial.Pack;
import io.sweepstake.sweeps.run.trial.Packing;
import io.sweepstake.sweeps.study.Trial;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Trials that are to be sent, until a worker is free: those of one shape on their way to the same
 * rung leave together, in their order, as one pack. So where others have ended at a rung, those
 * that come to it later take their places.
 *
 * <p>Of several packs that could be, the one leaves whose trials have waited longest in sum, of
 * packs that left meanwhile: as a rule the greatest, and none waits for ever.
 */
final class Departures {
  private final Packing packing;
  private final Rungs rungs;
  private final Map<Integer, Waiting> waiting = new LinkedHashMap<>();
  private long left; // packs

  private record Waiting(Trial trial, long since) {}

  private record Group(int rung, Object shape) {}

  Departures(Packing packing, Rungs rungs) {
    this.packing = packing;
    this.rungs = rungs;
  }

  void add(Collection<Trial> trials) {
    trials.forEach(trial -> waiting.put(trial.number(), new Waiting(trial, left)));
  }

  /** How many trials wait. */
  int size() {
    return waiting.size();
  }

  /**
   * Packs that leave now.
   *
   * @param workers that are free; trials that have a worker each leave whatever there are
   */
  List<Pack> next(int workers) {
    List<Pack> packs = new ArrayList<>();
    while (!waiting.isEmpty() && (packing.most() == 1 || packs.size() < workers)) {
      packs.add(next());
    }
    return packs;
  }

  private Pack next() {
    Map<Group, List<Waiting>> alike = new LinkedHashMap<>();
    for (Waiting each : waiting.values()) {
      List<Waiting> group = alike.computeIfAbsent(group(each.trial()), key -> new ArrayList<>());
      if (group.size() < packing.most()) {
        group.add(each);
      }
    }
    List<Waiting> longest = List.of();
    for (List<Waiting> group : alike.values()) {
      longest = waited(group) > waited(longest) ? group : longest;
    }
    left++;
    longest.forEach(each -> waiting.remove(each.trial().number()));
    Rung upTo = rungs.next(longest.get(0).trial());
    return new Pack(longest.stream().map(Waiting::trial).toList(), upTo);
  }

  private Group group(Trial trial) {
    return new Group(rungs.next(trial).index(), packing.shape(trial.point()));
  }

  private long waited(List<Waiting> group) {
    return group.stream().mapToLong(each -> 1 + left - each.since()).sum();
  }
}
