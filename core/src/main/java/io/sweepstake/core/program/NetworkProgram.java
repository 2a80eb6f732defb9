package io.sweepstake.core.program;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A mechanism as a differentiable program over blocks of rows: bids in, allocation and payments
 * out.
 *
 * <p>Immutable. Blocks are in an order in which each reads only earlier ones.
 */
public final class NetworkProgram {
  private final int bidders;
  private final int items;
  private final List<Block> blocks;
  private final List<LayerShape> layers;
  private final Block allocation;
  private final Block payments;

  private NetworkProgram(Builder builder, Block allocation, Block payments) {
    this.bidders = builder.bidders;
    this.items = builder.items;
    this.blocks = List.copyOf(builder.blocks);
    this.layers = List.copyOf(builder.layers.values());
    this.allocation = allocation;
    this.payments = payments;
  }

  /** Starts a program for this many bidders and items. */
  public static Builder builder(int bidders, int items) {
    return new Builder(bidders, items);
  }

  public int bidders() {
    return bidders;
  }

  public int items() {
    return items;
  }

  public List<Block> blocks() {
    return blocks;
  }

  /** The dense layers, in the order in which they were built. */
  public List<LayerShape> layers() {
    return layers;
  }

  /** Allocation probabilities, rows {@code [bidder][item]}. */
  public Block allocation() {
    return allocation;
  }

  /** Expected payments in units of value, rows {@code [bidder]}. */
  public Block payments() {
    return payments;
  }

  /** How many weights and biases there are. */
  public int parameterCount() {
    return layers.stream().mapToInt(layer -> layer.outputs() * (layer.inputs() + 1)).sum();
  }

  /** Appends operations and, at the end, names the outcome. */
  public static final class Builder {
    private final int bidders;
    private final int items;
    private final List<Block> blocks = new ArrayList<>();
    private final Map<String, LayerShape> layers = new LinkedHashMap<>();
    private final Block bids;

    private Builder(int bidders, int items) {
      this.bidders = bidders;
      this.items = items;
      this.bids = add(bidders * items, new Operation.Bids());
    }

    public Block bids() {
      return bids;
    }

    /**
     * A new dense layer.
     *
     * @throws IllegalArgumentException if the name is taken: layers share no weights
     */
    public Block dense(String name, Block input, int outputs) {
      declare(new LayerShape(name, outputs, input.rows()));
      return add(outputs, new Operation.Dense(name, input));
    }

    /**
     * A new dense layer that every slice goes through.
     *
     * @param slices how many equal slices of consecutive rows the input has
     * @throws IllegalArgumentException if the name is taken
     */
    public Block sharedDense(String name, Block input, int slices, int outputs) {
      Operation.SharedDense operation = new Operation.SharedDense(name, input, slices);
      declare(new LayerShape(name, outputs, input.rows() / slices));
      return add(slices * outputs, operation);
    }

    private void declare(LayerShape shape) {
      if (layers.putIfAbsent(shape.name(), shape) != null) {
        throw new IllegalArgumentException("layer '" + shape.name() + "' exists already");
      }
    }

    /** See {@link Operation.Mean}. */
    public Block mean(Block input, int outer, int groups, int stride) {
      return add(outer * stride, new Operation.Mean(input, outer, groups, stride));
    }

    /** See {@link Operation.Spread}. */
    public Block spread(Block input, int outer, int groups, int stride) {
      return add(outer * groups * stride, new Operation.Spread(input, outer, groups, stride));
    }

    /** See {@link Operation.AddAlong}. */
    public Block addAlong(Block input, Block added, int outer, int groups, int stride) {
      return add(input.rows(), new Operation.AddAlong(input, added, outer, groups, stride));
    }

    public Block activate(Activation activation, Block input) {
      return add(input.rows(), new Operation.Activate(activation, input));
    }

    /** See {@link Operation.Softmax}. */
    public Block softmax(Block input, int outer, int groups, int stride) {
      return add(input.rows(), new Operation.Softmax(input, outer, groups, stride));
    }

    /** See {@link Operation.Select}. */
    public Block select(Block input, int slices, int stride, int count) {
      return add(slices * count, new Operation.Select(input, slices, stride, count));
    }

    public Block multiply(Block left, Block right) {
      return add(left.rows(), new Operation.Multiply(left, right));
    }

    public Block minimum(Block left, Block right) {
      return add(left.rows(), new Operation.Minimum(left, right));
    }

    public Block sumGroups(Block input, int size) {
      return add(input.rows() / size, new Operation.SumGroups(input, size));
    }

    /** See {@link Operation.SumRows}. */
    public Block sumRows(Block input, List<List<Integer>> terms) {
      return add(terms.size(), new Operation.SumRows(input, terms));
    }

    /**
     * The program with this outcome.
     *
     * @throws IllegalArgumentException if the blocks have not the rows of an outcome
     */
    public NetworkProgram build(Block allocation, Block payments) {
      if (allocation.rows() != bidders * items || payments.rows() != bidders) {
        throw new IllegalArgumentException(
            "outcome: wants "
                + bidders * items
                + " allocation rows and "
                + bidders
                + " payments, got "
                + allocation.rows()
                + " and "
                + payments.rows());
      }
      return new NetworkProgram(this, allocation, payments);
    }

    private Block add(int rows, Operation operation) {
      for (Block input : operation.inputs()) {
        if (input.index() >= blocks.size() || blocks.get(input.index()) != input) {
          throw new IllegalArgumentException("block " + input + " is of another program");
        }
      }
      Block block = new Block(blocks.size(), rows, operation);
      blocks.add(block);
      return block;
    }
  }
}
