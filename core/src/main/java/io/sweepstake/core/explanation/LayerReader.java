package io.sweepstake.core.explanation;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.network.AuctionProgram;
import io.sweepstake.core.program.Block;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what comes out of an auction's layers. Not shared between threads. */
public final class LayerReader {
  private final List<Layer> layers;
  private final ProfileRuns runs;

  /**
   * @throws IllegalArgumentException if the weights are another program's
   */
  public LayerReader(NetworkProgram program, NetworkWeights weights, Kernels kernels) {
    layers = Layers.of(program);
    Map<String, Block> shown = new LinkedHashMap<>();
    layers.forEach(layer -> shown.put(name(layer), layer.block()));
    runs = new ProfileRuns(ProgramCopy.showing(program, shown), weights, kernels);
  }

  /** Outputs of the program have names of their own. */
  private static String name(Layer layer) {
    return "layer " + layer.name();
  }

  /** The bids, and the layers in the program's order. */
  public List<Layer> layers() {
    return layers;
  }

  /** What comes out of each layer, {@code [profile][row]}. */
  public Map<Layer, float[]> read(ValuationProfiles reports) {
    Map<String, float[]> outputs =
        runs.run(Map.of(AuctionProgram.BIDS, reports.values()), reports.count());
    Map<Layer, float[]> read = new LinkedHashMap<>();
    layers.forEach(layer -> read.put(layer, outputs.get(name(layer))));
    return read;
  }
}
