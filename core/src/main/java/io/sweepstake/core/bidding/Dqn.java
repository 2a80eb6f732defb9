package io.sweepstake.core.bidding;

import io.sweepstake.core.descent.Adam;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.pass.CompiledNetwork;
import io.sweepstake.core.pass.TilePass;
import io.sweepstake.core.program.Activation;
import io.sweepstake.core.program.Block;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.program.PassRequest;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.tile.Tile;
import java.util.Arrays;

/**
 * A network from a value to what each bid brings, trained on what is remembered of past auctions
 * (deep Q-learning; Mnih et al. 2015; with one step a game there is no next state to look at).
 *
 * <p>Hidden layers of 32 and 32; every 16 auctions one step of Adam on 64 of the last 8,192.
 */
public final class Dqn extends Explorer {
  private static final String VALUE = "value";
  private static final String UTILITY = "utility";
  private static final int HIDDEN = 32;
  private static final int REMEMBERED = 8_192;
  private static final int EVERY = 16;
  private static final double RATE = 1e-3;

  private final long seed;
  private final Kernels kernels = Loops.best().get();
  private final NetworkProgram program;
  private final CompiledNetwork network;
  private final TilePass pass;
  private final float[] first;
  private final float[] second;
  private final int[] values = new int[REMEMBERED];
  private final int[] bids = new int[REMEMBERED];
  private final float[] results = new float[REMEMBERED];
  private final int[] best; // by value
  private final float scale;
  private long seen;
  private long steps;

  /**
   * @param seed of the weights and of what is drawn from memory
   */
  public Dqn(BidGrid grid, RiskAttitude attitude, Exploration exploration, long seed) {
    super(grid, attitude, exploration);
    if (grid.values().count() > Kernels.TILE) {
      throw new IllegalArgumentException(
          "dqn: values must be at most " + Kernels.TILE + ", were " + grid.values().count());
    }
    this.seed = seed;
    NetworkProgram.Builder builder = NetworkProgram.builder();
    Block hidden = builder.input(VALUE, 1);
    for (int layer = 0; layer < 2; layer++) {
      hidden = builder.activate(Activation.RELU, builder.dense("hidden" + layer, hidden, HIDDEN));
    }
    program = builder.output(UTILITY, builder.dense("out", hidden, grid.bids())).build();
    network = new CompiledNetwork(program, kernels);
    pass = network.passes(PassRequest.everything(program)).pass();
    first = new float[network.weights().length];
    second = new float[network.weights().length];
    best = new int[grid.values().count()];
    scale = (float) (1 / grid.values().greatest());
    forget();
  }

  private void forget() {
    network.load(NetworkWeights.glorot(program, seed));
    Arrays.fill(first, 0);
    Arrays.fill(second, 0);
    seen = 0;
    steps = 0;
    look();
  }

  @Override
  public void begin(long auctions, boolean anew) {
    super.begin(auctions, anew);
    if (anew) {
      forget();
    }
  }

  @Override
  public void learn(int value, int bid, double surplus) {
    int at = (int) (seen % REMEMBERED);
    values[at] = value;
    bids[at] = bid;
    results[at] = (float) (attitude.utility(surplus) * scale);
    seen++;
    if (seen % EVERY == 0 && seen >= Kernels.TILE) {
      step();
    }
  }

  private void step() {
    long remembered = Math.min(seen, REMEMBERED);
    Tile input = pass.input(VALUE);
    for (int s = 0; s < Kernels.TILE; s++) {
      input.set(0, s, of(drawn(s, remembered)));
    }
    pass.prepare();
    pass.forward();
    Tile output = pass.output(UTILITY);
    Tile gradient = pass.outputGradient(UTILITY);
    for (int bid = 0; bid < grid.bids(); bid++) {
      gradient.fill(bid, 0);
    }
    for (int s = 0; s < Kernels.TILE; s++) {
      int at = drawn(s, remembered);
      float off = output.value(bids[at], s) - results[at];
      gradient.set(bids[at], s, 2 * off / Kernels.TILE);
    }
    network.clearGradients();
    pass.backwardToWeights();
    new Adam().step(kernels, network.weights(), network.gradients(), first, second, RATE, ++steps);
    network.weightsChanged();
    look();
  }

  private int drawn(int column, long remembered) {
    return (int) (Seeds.uniform(seed, steps * Kernels.TILE + column) * remembered);
  }

  private float of(int at) {
    return (float) grid.values().value(values[at]) * scale;
  }

  /** What the network says of every value. */
  private void look() {
    Tile input = pass.input(VALUE);
    for (int s = 0; s < Kernels.TILE; s++) {
      int value = Math.min(s, best.length - 1);
      input.set(0, s, (float) grid.values().value(value) * scale);
    }
    pass.prepare();
    pass.forward();
    Tile output = pass.output(UTILITY);
    for (int value = 0; value < best.length; value++) {
      int leader = 0;
      for (int bid = 0; bid < grid.bids(); bid++) {
        if (bid < choices(value) && output.value(bid, value) > output.value(leader, value)) {
          leader = bid;
        }
      }
      best[value] = leader;
    }
  }

  @Override
  public int choice(int value) {
    return best[value];
  }

  @Override
  public double[] state() {
    float[] weights = network.weights();
    double[] state = new double[3 * weights.length + 3 * REMEMBERED + 2];
    int at = 0;
    for (float[] part : new float[][] {weights, first, second, results}) {
      for (float one : part) {
        state[at++] = one;
      }
    }
    for (int[] part : new int[][] {values, bids}) {
      for (int one : part) {
        state[at++] = one;
      }
    }
    state[at++] = seen;
    state[at] = steps;
    return state;
  }

  @Override
  public void restore(double[] state) {
    float[] weights = network.weights();
    require("dqn", state, 3 * weights.length + 3 * REMEMBERED + 2);
    int at = 0;
    for (float[] part : new float[][] {weights, first, second, results}) {
      for (int k = 0; k < part.length; k++) {
        part[k] = (float) state[at++];
      }
    }
    for (int[] part : new int[][] {values, bids}) {
      for (int k = 0; k < part.length; k++) {
        part[k] = (int) state[at++];
      }
    }
    seen = (long) state[at++];
    steps = (long) state[at];
    network.weightsChanged();
    look();
  }
}
