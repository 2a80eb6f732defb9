package io.sweepstake.core.engine.tiles;

import io.sweepstake.core.engine.Batch;
import io.sweepstake.core.engine.BatchMember;
import io.sweepstake.core.engine.Engine;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.network.ProgramRunner;
import java.util.List;

/** Networks on tiles of 64 profiles, on one processor. */
public final class TileEngine implements Engine {
  private final Kernels kernels;

  public TileEngine(Kernels kernels) {
    this.kernels = kernels;
  }

  @Override
  public String name() {
    return kernels.name();
  }

  @Override
  public Batch batch(List<BatchMember> members) {
    return new TileBatch(BatchMember.requireOneShape(members), kernels);
  }

  @Override
  public ProgramRunner runner() {
    return NetworkMechanism.on(kernels);
  }

  @Override
  public Kernels kernels() {
    return kernels;
  }
}
