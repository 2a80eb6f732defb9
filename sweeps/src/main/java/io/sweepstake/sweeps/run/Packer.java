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
import java.util.TreeMap;

/** Puts trials into packs: of one shape, on their way to the same rung, in their order. */
record Packer(Packing packing, Rungs rungs) {
  List<Pack> packs(Collection<Trial> trials) {
    Map<Integer, Map<Object, List<Trial>>> alike = new TreeMap<>();
    for (Trial trial : trials) {
      alike
          .computeIfAbsent(rungs.next(trial).index(), rung -> new LinkedHashMap<>())
          .computeIfAbsent(packing.shape(trial.point()), shape -> new ArrayList<>())
          .add(trial);
    }
    List<Pack> packs = new ArrayList<>();
    for (Map<Object, List<Trial>> shapes : alike.values()) {
      for (List<Trial> all : shapes.values()) {
        Rung upTo = rungs.next(all.get(0));
        for (int from = 0; from < all.size(); from += packing.most()) {
          packs.add(new Pack(all.subList(from, Math.min(all.size(), from + packing.most())), upTo));
        }
      }
    }
    return packs;
  }
}
