package io.sweepstake.core.matchnet;

import io.sweepstake.core.descent.Adam;
import io.sweepstake.core.exchange.ExchangeSetting;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.pass.CompiledNetwork;
import io.sweepstake.core.pass.TilePass;
import io.sweepstake.core.program.Activation;
import io.sweepstake.core.program.Block;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.PassRequest;
import io.sweepstake.core.program.Rows;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.tile.Tile;
import java.util.Map;

/**
 * A network that learns what one hospital had better hide: from all that there is in a pool through
 * a hidden layer of {@value #WIDTH} tanh to the share of each of the hospital's types that it
 * shows. It climbs the hospital's utility under the rule as that is, once in every batch.
 */
final class Misreporter {
  private static final int WIDTH = 64;
  private static final String SHOWN = "shown";

  private final int hospital;
  private final int types;
  private final double rate;
  private final CompiledNetwork network;
  private final TilePass pass;
  private final float[] firstMoment;
  private final float[] secondMoment;

  /**
   * @param rate Adam's step size, above 0
   */
  Misreporter(ExchangeSetting setting, int hospital, double rate, long seed, Kernels kernels) {
    this.hospital = hospital;
    this.rate = rate;
    types = setting.types();
    NetworkProgram program = program(setting);
    network = new CompiledNetwork(program, kernels);
    long own = Seeds.derive(seed, "misreporter", hospital);
    network.load(StandardisedReports.start(program, setting, own));
    pass =
        network
            .passes(
                new PassRequest(
                    Map.of(SHOWN, Rows.all(types)),
                    Map.of(MatchNet.REPORTS, Rows.all(setting.hospitals() * types))))
            .pass();
    firstMoment = new float[network.weights().length];
    secondMoment = new float[network.weights().length];
  }

  private static NetworkProgram program(ExchangeSetting setting) {
    NetworkProgram.Builder network = NetworkProgram.builder();
    Block pool = network.input(MatchNet.REPORTS, setting.hospitals() * setting.types());
    Block hidden = network.activate(Activation.TANH, network.dense("hidden", pool, WIDTH));
    Block shown = network.dense(SHOWN, hidden, setting.types());
    return network.output(SHOWN, network.activate(Activation.SIGMOID, shown)).build();
  }

  /** Writes what the hospital would report, {@code [lane][type]}. */
  void propose(int[][] pools, float[][] reports) {
    Tile in = pass.input(MatchNet.REPORTS);
    for (int s = 0; s < Kernels.TILE; s++) {
      for (int r = 0; r < pools[s].length; r++) {
        in.set(r, s, pools[s][r]);
      }
    }
    pass.prepare();
    pass.forward();
    Tile shown = pass.output(SHOWN);
    for (int s = 0; s < Kernels.TILE; s++) {
      for (int t = 0; t < types; t++) {
        reports[s][t] = shown.value(t, s) * pools[s][hospital * types + t];
      }
    }
  }

  /**
   * Adds what would have made the last proposal better.
   *
   * @param slope of the hospital's utility along all reports
   */
  void learn(int[][] pools, Tile slope) {
    Tile gradient = pass.outputGradient(SHOWN);
    for (int s = 0; s < Kernels.TILE; s++) {
      for (int t = 0; t < types; t++) {
        int own = hospital * types + t;
        gradient.set(t, s, -slope.value(own, s) * pools[s][own]);
      }
    }
    pass.backwardToWeights();
  }

  /**
   * One step of Adam along what was added, and forgets it.
   *
   * @param number from 1
   */
  void step(long number) {
    new Adam()
        .step(
            network.kernels(),
            network.weights(),
            network.gradients(),
            firstMoment,
            secondMoment,
            rate,
            number);
    network.clearGradients();
    network.weightsChanged();
  }

  /** How many numbers its state has. */
  int size() {
    return 3 * firstMoment.length;
  }

  void write(float[] state, int at) {
    int length = firstMoment.length;
    System.arraycopy(network.weights(), 0, state, at, length);
    System.arraycopy(firstMoment, 0, state, at + length, length);
    System.arraycopy(secondMoment, 0, state, at + 2 * length, length);
  }

  void read(float[] state, int at) {
    int length = firstMoment.length;
    System.arraycopy(state, at, network.weights(), 0, length);
    System.arraycopy(state, at + length, firstMoment, 0, length);
    System.arraycopy(state, at + 2 * length, secondMoment, 0, length);
    network.clearGradients();
    network.weightsChanged();
  }
}
