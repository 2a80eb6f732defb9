package io.sweepstake.core.engine.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.core.engine.opencl.ProgramSource.Way;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.RegretNet;
import io.sweepstake.core.program.Block;
import io.sweepstake.core.program.ColumnOperation;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.setting.Settings;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgramSourceTest {
  private static ProgramSource regretNet(int width, int depth) {
    return new ProgramSource(
        new RegretNet()
            .program(Settings.named("additive-2x2-uniform"), Architecture.uniform(width, depth)),
        1 << 20,
        1024);
  }

  /** PoCL 3.1 compiles others wrong. */
  @Test
  void everyBarrierStandsAtTheTopOfAKernel() {
    assertThat(regretNet(100, 2).text().lines().filter(line -> line.contains("BARRIER")))
        .filteredOn(line -> !line.startsWith("#"))
        .isNotEmpty()
        .allMatch("  BARRIER;"::equals);
  }

  @Test
  void blocksTakeTurnsInLocalMemory() {
    // Four layers of 100, a gradient of 100, and what is small, at 20 floats a row.
    assertThat(regretNet(100, 2).columns()).isEqualTo(16);
    assertThat(regretNet(100, 2).scratch(Way.LEARN)).isZero();
    assertThat(regretNet(16, 2).columns()).isEqualTo(32);
  }

  @Test
  void whatDoesNotFitIsKeptInGlobalMemory() {
    ProgramSource deep = regretNet(100, 10);
    assertThat(deep.scratch(Way.FORWARD)).isPositive();
    assertThat(deep.columns()).isEqualTo(32);
  }

  @Test
  void anOperationWithoutAKernelIsRefusedByName() {
    NetworkProgram.Builder network = NetworkProgram.builder();
    Block given = network.input("given", 2);
    network.output("found", network.add(new Untold(given)));
    assertThatThrownBy(() -> new ProgramSource(network.build(), 1 << 20, 256))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "engine opencl: has no kernel for Untold; train it on the processor, with --engine"
                + " auto");
  }

  /** One of somebody's own. */
  private record Untold(Block input) implements ColumnOperation {
    @Override
    public List<Block> inputs() {
      return List.of(input);
    }

    @Override
    public int rows() {
      return 2;
    }

    @Override
    public void forward(double[][] inputs, double[] output) {
      throw new AssertionError("not run here");
    }

    @Override
    public void backward(
        double[][] inputs, double[] output, double[] gradient, double[][] inputGradients) {
      throw new AssertionError("not run here");
    }
  }
}
