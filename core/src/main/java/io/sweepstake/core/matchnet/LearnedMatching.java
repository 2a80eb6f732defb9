package io.sweepstake.core.matchnet;

import io.sweepstake.core.exchange.ExchangeSetting;
import io.sweepstake.core.exchange.MatchingRule;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.pass.CompiledNetwork;
import io.sweepstake.core.pass.TilePass;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.program.PassRequest;
import io.sweepstake.core.program.Rows;
import io.sweepstake.core.tile.Tile;
import java.util.Map;

/** A trained network as a rule. */
public final class LearnedMatching implements MatchingRule {
  private final int rows;
  private final int columns;
  private final TilePass pass;

  /**
   * @throws IllegalArgumentException if the weights are another network's
   */
  public LearnedMatching(
      ExchangeSetting setting, MatchNet net, NetworkWeights weights, Kernels kernels) {
    CompiledNetwork network = new CompiledNetwork(net.program(setting), kernels);
    rows = setting.central().rows();
    columns = setting.central().size();
    network.load(weights);
    pass =
        network
            .passes(
                new PassRequest(
                    Map.of(MatchNet.MATCHING, Rows.all(columns)),
                    Map.of(MatchNet.REPORTS, Rows.all(rows))))
            .pass();
  }

  @Override
  public double[][] match(double[][] reports) {
    double[][] matchings = new double[reports.length][columns];
    Tile in = pass.input(MatchNet.REPORTS);
    Tile out = pass.output(MatchNet.MATCHING);
    for (int from = 0; from < reports.length; from += Kernels.TILE) {
      int count = Math.min(Kernels.TILE, reports.length - from);
      for (int s = 0; s < Kernels.TILE; s++) {
        double[] report = s < count ? reports[from + s] : null;
        for (int r = 0; r < rows; r++) {
          in.set(r, s, report == null ? 0 : (float) report[r]);
        }
      }
      pass.prepare();
      pass.forward();
      for (int s = 0; s < count; s++) {
        for (int j = 0; j < columns; j++) {
          matchings[from + s][j] = out.value(j, s);
        }
      }
    }
    return matchings;
  }
}
