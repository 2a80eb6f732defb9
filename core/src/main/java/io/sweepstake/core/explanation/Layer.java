package io.sweepstake.core.explanation;

import io.sweepstake.core.program.Block;
import java.util.List;

/**
 * A layer of an auction's network: where what it knows can be read, and changed.
 *
 * @param name such as {@code payment.1}
 * @param network the part of the auction that it belongs to, such as {@code payment}
 * @param depth how many layers of weights lie between it and the bids, its own among them; 0 for
 *     the bids themselves
 * @param hidden whether other layers read it
 * @param block what comes out of it, after its non-linearity
 * @param weights the names of its dense layers in the program; none of the bids
 */
public record Layer(
    String name, String network, int depth, boolean hidden, Block block, List<String> weights) {
  public Layer {
    weights = List.copyOf(weights);
  }

  /** How many numbers come out of it. */
  public int rows() {
    return block.rows();
  }
}
