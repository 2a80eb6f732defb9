package io.sweepstake.sweeps.run.trial;

import io.sweepstake.sweeps.pruner.Rung;
import io.sweepstake.sweeps.study.Trial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What one worker gets to do: trials, and how far.
 *
 * @param trials with different numbers, of one {@link Packing#shape}
 * @param upTo where to stop; {@link Rung#isEnd} when they are to run through
 */
public record Pack(List<Trial> trials, Rung upTo) implements Serializable {
  public Pack {
    // A list that Spark's serialisers know.
    trials = new ArrayList<>(trials);
  }
}
