package io.sweepstake.core.engine.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.engine.EngineContract;
import io.sweepstake.core.engine.MemoryException;
import io.sweepstake.core.engine.opencl.ColumnProgram.Columns;
import io.sweepstake.core.engine.opencl.ColumnProgram.Members;
import io.sweepstake.core.engine.opencl.ProgramSource.Way;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.RegretNet;
import io.sweepstake.core.setting.Demand;
import io.sweepstake.core.tile.Parameters;
import java.util.List;
import org.jocl.cl_mem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Kernels on a device keep the contract. */
@ExtendWith(OnDevice.class)
class OpenClEngineTest extends EngineContract {
  @Override
  protected Found run(Case c, int bidder) {
    return run(c, bidder, OnDevice.device().source(c.program()));
  }

  @Test
  void whatIsKeptInGlobalMemoryIsTheSameButForTheOrderOfSums() {
    Case c =
        new Case(
            new RegretNet(), setting(2, 3, Demand.UNIT_DEMAND), new Architecture(List.of(4, 6)));
    Found local = run(c, 1);
    Found global = run(c, 1, new ProgramSource(c.program(), 0, 256));
    for (int r = 0; r < local.outcome().length; r++) {
      for (int s = 0; s < Kernels.TILE; s++) {
        assertThat(global.outcome()[r][s]).isCloseTo(local.outcome()[r][s], within(1e-6f));
      }
    }
    float[] weights = local.gradient().layers().get(0).weights();
    for (int k = 0; k < weights.length; k++) {
      assertThat(global.gradient().layers().get(0).weights()[k])
          .isCloseTo(weights[k], within(1e-5f));
    }
  }

  @Test
  void whatTheDeviceHasNoMemoryForIsSaid() {
    try (DeviceQueue queue = new DeviceQueue(OnDevice.device())) {
      assertThatThrownBy(() -> queue.floats(1L << 40))
          .isInstanceOf(MemoryException.class)
          .hasMessageStartingWith("opencl:0: 4194305 MB more than the 0 MB in use do not fit");
    }
  }

  private static Found run(Case c, int bidder, ProgramSource source) {
    try (DeviceQueue queue = new DeviceQueue(OnDevice.device())) {
      ColumnProgram program = new ColumnProgram(queue, source, 1);
      WeightLayout layout = program.layout();
      Parameters parameters = new Parameters(c.program());
      float[] weights = new float[parameters.length()];
      parameters.write(c.start(), weights);
      program.load(0, layout.fromParameters(weights));
      Columns columns = program.new Columns(1, 1, program.padded(Kernels.TILE));
      int width = c.setting().bidders() * c.setting().items();
      float[][] bids = new float[width][columns.count];
      float[][] wanted = new float[c.outcomes()][columns.count];
      for (int s = 0; s < Kernels.TILE; s++) {
        for (int r = 0; r < width; r++) {
          bids[r][s] = (float) c.bids(s)[r];
        }
        for (int r = 0; r < c.outcomes(); r++) {
          wanted[r][s] = (float) c.coefficient(r, s, bidder);
        }
      }
      write(queue, columns.inputs, bids);
      write(queue, columns.wanted, wanted);
      Members one = new Members(queue.ints(0), 0, 1);
      program.run(bidder < 0 ? Way.FORWARD : Way.SLOPES, columns, one, 0, 1, columns.slopes);
      int tiles = program.tiles(columns);
      cl_mem parts = queue.floats((long) tiles * layout.length());
      program.run(Way.LEARN, columns, one, 0, 1, parts);
      float[] all = new float[tiles * layout.length()];
      queue.read(parts, all);
      float[] gradient = new float[layout.length()];
      for (int k = 0; k < all.length; k++) {
        gradient[k % gradient.length] += all[k];
      }
      return new Found(
          read(queue, columns.outputs, c.outcomes(), columns.count),
          read(queue, columns.slopes, width, columns.count),
          parameters.read(layout.toParameters(gradient)));
    }
  }

  private static void write(DeviceQueue queue, cl_mem memory, float[][] rows) {
    for (int r = 0; r < rows.length; r++) {
      queue.write(memory, (long) r * rows[r].length, rows[r]);
    }
  }

  private static float[][] read(DeviceQueue queue, cl_mem memory, int rows, int columns) {
    float[][] read = new float[rows][columns];
    for (int r = 0; r < rows; r++) {
      queue.read(memory, (long) r * columns, read[r]);
    }
    return read;
  }
}
