package io.sweepstake.core.engine.opencl;

import io.sweepstake.core.engine.Batch;
import io.sweepstake.core.engine.BatchMember;
import io.sweepstake.core.engine.ChoiceBatch;
import io.sweepstake.core.engine.ChoiceEngine;
import io.sweepstake.core.engine.ChoiceShape;
import io.sweepstake.core.engine.Engine;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.network.ProgramRunner;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.NetworkWeights;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Whole packs of networks on an OpenCL device. */
public final class OpenClEngine implements Engine {
  private final OpenClDevice device;
  private final Kernels kernels = Loops.best().get();

  OpenClEngine(OpenClDevice device) {
    this.device = device;
  }

  /**
   * The kernels of a network as every GPU can run them, for those who look at what compilers make
   * of them.
   *
   * @throws IllegalArgumentException naming an operation that has no kernel
   */
  public static String source(NetworkProgram program) {
    return new ProgramSource(program, Integer.MAX_VALUE, Integer.MAX_VALUE).text();
  }

  /** Likewise, of choices among options. */
  public static String source(ChoiceShape shape) {
    return OpenClChoices.source(shape);
  }

  /**
   * Seconds that kernels of this process ran for, on all devices; 0 unless it was started with
   * {@code -Dsweepstake.opencl.timed=true}.
   */
  public static double kernelSeconds() {
    return DeviceQueue.kernelSeconds();
  }

  /** Not the device's: a training goes on on another. */
  @Override
  public String name() {
    return "opencl";
  }

  @Override
  public Batch batch(List<BatchMember> members) {
    return OpenClBatch.on(device, BatchMember.requireOneShape(members));
  }

  @Override
  public int capacity(BatchMember member) {
    return PackCapacity.of(
        device, count -> OpenClBatch.on(device, Collections.nCopies(count, member)));
  }

  @Override
  public Optional<ChoiceEngine> choices() {
    return Optional.of(
        new ChoiceEngine() {
          @Override
          public ChoiceBatch batch(ChoiceShape shape, int members) {
            return OpenClChoices.on(device, shape, members);
          }

          @Override
          public int capacity(ChoiceShape shape) {
            return PackCapacity.of(device, count -> OpenClChoices.on(device, shape, count));
          }
        });
  }

  @Override
  public ProgramRunner runner() {
    return new MechanismsOnDevice();
  }

  @Override
  public Kernels kernels() {
    return kernels;
  }

  /** Each of its mechanisms has memory of its own on the device, until all are closed. */
  private final class MechanismsOnDevice implements ProgramRunner {
    private final List<OpenClMechanism> open = new ArrayList<>();

    @Override
    public Mechanism mechanism(NetworkProgram program, NetworkWeights weights) {
      OpenClMechanism mechanism = OpenClMechanism.on(device, program, weights);
      open.add(mechanism);
      return mechanism;
    }

    @Override
    public void close() {
      open.forEach(OpenClMechanism::close);
      open.clear();
    }
  }
}
