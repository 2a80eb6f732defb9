package io.sweepstake.core.payment;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.pass.CompiledNetwork;
import io.sweepstake.core.pass.PassCompiler;
import io.sweepstake.core.pass.TilePass;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.program.PassRequest;
import io.sweepstake.core.repeated.PaymentRule;
import io.sweepstake.core.tile.Tile;
import java.util.ArrayList;
import java.util.List;

/**
 * A payment network on tiles of 64 profiles of bids. Not shared between threads.
 *
 * <p>Columns are profiles: {@link #load} says which, {@link #forward} runs them, and the outputs
 * and their gradients lie in {@link Outputs}.
 */
final class PaymentTiles {
  private static final int TILE = Kernels.TILE;

  private final PaymentNet net;
  private final CompiledNetwork network;
  private final PassCompiler compiler;
  private final List<TilePass> passes = new ArrayList<>();
  private int columns;

  PaymentTiles(PaymentNet net, Kernels kernels) {
    this.net = net;
    network = new CompiledNetwork(net.program(), kernels);
    compiler = network.passes(PassRequest.everything(network.program()));
  }

  CompiledNetwork network() {
    return network;
  }

  /**
   * What comes out for each column, or its gradient.
   *
   * @param fractions {@code [column][bidder]}
   * @param sales {@code [column]}; 1 where nothing is withheld
   */
  record Outputs(double[] fractions, double[] sales) {
    static Outputs of(int columns, int bidders) {
      return new Outputs(new double[columns * bidders], new double[columns]);
    }
  }

  /** Takes in the bids of every column. */
  void load(PaymentRule shape, int[] profiles) {
    columns = profiles.length;
    while (passes.size() * TILE < columns) {
      passes.add(compiler.pass());
    }
    int[] bids = new int[net.bidders()];
    for (int tile = 0; tile * TILE < columns; tile++) {
      Tile input = passes.get(tile).input(PaymentNet.BIDS);
      for (int s = 0; s < TILE; s++) {
        shape.profile(profiles[Math.min(columns - 1, tile * TILE + s)], bids);
        for (int i = 0; i < bids.length; i++) {
          input.set(i, s, net.input(bids[i]));
        }
      }
    }
  }

  /** Runs every column. */
  void forward(Outputs into) {
    for (int tile = 0; tile * TILE < columns; tile++) {
      TilePass pass = passes.get(tile);
      pass.prepare();
      pass.forward();
      Tile fractions = pass.output(PaymentNet.FRACTIONS);
      Tile sale = net.withholds() ? pass.output(PaymentNet.SALE) : null;
      for (int s = 0; s < TILE && tile * TILE + s < columns; s++) {
        int column = tile * TILE + s;
        for (int i = 0; i < net.bidders(); i++) {
          into.fractions()[column * net.bidders() + i] = fractions.value(i, s);
        }
        into.sales()[column] = sale == null ? 1 : sale.value(0, s);
      }
    }
  }

  /** Adds to the gradient of the weights what the outputs' gradients make of it. */
  void backward(Outputs gradients) {
    for (int tile = 0; tile * TILE < columns; tile++) {
      TilePass pass = passes.get(tile);
      Tile fractions = pass.outputGradient(PaymentNet.FRACTIONS);
      Tile sale = net.withholds() ? pass.outputGradient(PaymentNet.SALE) : null;
      for (int s = 0; s < TILE; s++) {
        int column = tile * TILE + s;
        boolean inside = column < columns;
        for (int i = 0; i < net.bidders(); i++) {
          double slope = inside ? gradients.fractions()[column * net.bidders() + i] : 0;
          fractions.set(i, s, (float) slope);
        }
        if (sale != null) {
          sale.set(0, s, inside ? (float) gradients.sales()[column] : 0);
        }
      }
      pass.backwardToWeights();
    }
  }

  /** The network as a rule: its table over all profiles. */
  static PaymentRule rule(PaymentNet net, NetworkWeights weights, Kernels kernels) {
    PaymentTiles tiles = new PaymentTiles(net, kernels);
    tiles.network.load(weights);
    PaymentRule shape = Profiles.shape(net);
    Outputs outputs = Outputs.of(shape.profiles(), net.bidders());
    int block = 16 * TILE;
    for (int from = 0; from < shape.profiles(); from += block) {
      int[] profiles = new int[Math.min(block, shape.profiles() - from)];
      for (int k = 0; k < profiles.length; k++) {
        profiles[k] = from + k;
      }
      Outputs some = Outputs.of(profiles.length, net.bidders());
      tiles.load(shape, profiles);
      tiles.forward(some);
      System.arraycopy(
          some.fractions(), 0, outputs.fractions(), from * net.bidders(), some.fractions().length);
      System.arraycopy(some.sales(), 0, outputs.sales(), from, profiles.length);
    }
    return PaymentRule.of(
        net.bidders(),
        net.bids(),
        (profile, shares, winning, losing) -> {
          int p = shape.number(profile);
          for (int i = 0; i < profile.length; i++) {
            shares[i] = shape.share(p, i) * outputs.sales()[p];
            winning[i] = outputs.fractions()[p * profile.length + i] * profile[i];
            losing[i] = net.payments() == PaymentNet.Payments.SOFTMAX ? winning[i] : 0;
          }
        });
  }
}
