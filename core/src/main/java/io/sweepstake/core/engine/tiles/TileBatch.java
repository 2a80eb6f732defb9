package io.sweepstake.core.engine.tiles;

import io.sweepstake.core.engine.Batch;
import io.sweepstake.core.engine.BatchMember;
import io.sweepstake.core.engine.BatchState;
import io.sweepstake.core.engine.MisreportTask;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.program.NetworkWeights;
import java.util.List;

/** A batch on tiles: its members one after the other. */
final class TileBatch implements Batch {
  private final TileMember[] members;
  private final boolean[] frozen;

  TileBatch(List<BatchMember> members, Kernels kernels) {
    this.members =
        members.stream().map(member -> new TileMember(member, kernels)).toArray(TileMember[]::new);
    frozen = new boolean[this.members.length];
  }

  @Override
  public int members() {
    return members.length;
  }

  @Override
  public void truthful(float[][] values, double[] revenue) {
    for (int k = 0; k < members.length; k++) {
      if (!frozen[k]) {
        revenue[k] = members[k].truthful(values[k]);
      }
    }
  }

  @Override
  public void searchMisreports(MisreportTask[] tasks, double[][] regrets) {
    for (int k = 0; k < members.length; k++) {
      if (!frozen[k]) {
        members[k].searchMisreports(tasks[k], regrets[k]);
      }
    }
  }

  @Override
  public void sweepMonotonicity(float[][] lower, float[][] higher, double[] prices) {
    for (int k = 0; k < members.length; k++) {
      if (!frozen[k] && prices[k] > 0) {
        members[k].sweepMonotonicity(lower[k], higher[k], prices[k]);
      }
    }
  }

  @Override
  public void backward(double[] revenueWeights, double[][] prices) {
    for (int k = 0; k < members.length; k++) {
      if (!frozen[k]) {
        members[k].backward(revenueWeights[k], prices[k]);
      }
    }
  }

  @Override
  public void descend(double[] rates, long[] steps) {
    for (int k = 0; k < members.length; k++) {
      if (!frozen[k]) {
        members[k].descend(rates[k], steps[k]);
      }
    }
  }

  @Override
  public void freeze(int member) {
    frozen[member] = true;
  }

  @Override
  public NetworkWeights weights(int member) {
    return members[member].weights();
  }

  @Override
  public void load(int member, NetworkWeights weights) {
    members[member].load(weights);
  }

  @Override
  public float greatestWeight(int member) {
    return members[member].greatestWeight();
  }

  @Override
  public BatchState state(int member) {
    return members[member].state();
  }

  @Override
  public void restore(int member, BatchState state) {
    members[member].restore(state);
    frozen[member] = false;
  }

  /** Nothing is held but memory. */
  @Override
  public void close() {}
}
