package io.sweepstake.core.program;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A differentiable program over blocks of rows: from named inputs to named outputs.
 *
 * <p>What the rows mean is for those who write a program to say. Immutable. Blocks are in an order
 * in which each reads only earlier ones.
 */
public final class NetworkProgram {
  private final List<Block> blocks;
  private final List<LayerShape> layers;
  private final Map<String, Block> inputs;
  private final Map<String, Block> outputs;

  private NetworkProgram(Builder builder) {
    this.blocks = List.copyOf(builder.blocks);
    this.layers = List.copyOf(builder.layers.values());
    this.inputs = Collections.unmodifiableMap(new LinkedHashMap<>(builder.inputs));
    this.outputs = Collections.unmodifiableMap(new LinkedHashMap<>(builder.outputs));
  }

  /** Starts a program. */
  public static Builder builder() {
    return new Builder();
  }

  public List<Block> blocks() {
    return blocks;
  }

  /** The dense layers, in the order in which they were built. */
  public List<LayerShape> layers() {
    return layers;
  }

  /** What is given, by name, in the order in which it was named. */
  public Map<String, Block> inputs() {
    return inputs;
  }

  /** What comes out, by name, in the order in which it was named. */
  public Map<String, Block> outputs() {
    return outputs;
  }

  /**
   * The input of this name.
   *
   * @throws IllegalArgumentException listing the names there are
   */
  public Block input(String name) {
    return named("input", inputs, name);
  }

  /**
   * The output of this name.
   *
   * @throws IllegalArgumentException listing the names there are
   */
  public Block output(String name) {
    return named("output", outputs, name);
  }

  private static Block named(String what, Map<String, Block> blocks, String name) {
    Block block = blocks.get(name);
    if (block == null) {
      throw new IllegalArgumentException(
          "program: has no %s '%s', but %s"
              .formatted(what, name, String.join(" and ", blocks.keySet())));
    }
    return block;
  }

  /** How many weights and biases there are. */
  public int parameterCount() {
    return layers.stream().mapToInt(layer -> layer.outputs() * (layer.inputs() + 1)).sum();
  }

  /** Appends operations, and names what comes out. */
  public static final class Builder {
    private final List<Block> blocks = new ArrayList<>();
    private final Map<String, LayerShape> layers = new LinkedHashMap<>();
    private final Map<String, Block> inputs = new LinkedHashMap<>();
    private final Map<String, Block> outputs = new LinkedHashMap<>();

    private Builder() {}

    /**
     * Rows that are given.
     *
     * @throws IllegalArgumentException if the name is taken
     */
    public Block input(String name, int rows) {
      Block block = add(new Operation.Input(name, rows));
      if (inputs.putIfAbsent(name, block) != null) {
        throw new IllegalArgumentException("input '" + name + "' exists already");
      }
      return block;
    }

    /**
     * Names a block that comes out.
     *
     * @throws IllegalArgumentException if the name is taken
     */
    public Builder output(String name, Block block) {
      requireOwn(block);
      if (outputs.putIfAbsent(name, block) != null) {
        throw new IllegalArgumentException("output '" + name + "' exists already");
      }
      return this;
    }

    /**
     * A new dense layer.
     *
     * @throws IllegalArgumentException if the name is taken: layers share no weights
     */
    public Block dense(String name, Block input, int outputs) {
      return add(new Operation.Dense(declared(new LayerShape(name, outputs, input.rows())), input));
    }

    /**
     * A new dense layer that every slice goes through.
     *
     * @param slices how many equal slices of consecutive rows the input has
     * @throws IllegalArgumentException if the name is taken
     */
    public Block sharedDense(String name, Block input, int slices, int outputs) {
      Operation.SharedDense.requireSlices(input, slices);
      LayerShape layer = declared(new LayerShape(name, outputs, input.rows() / slices));
      return add(new Operation.SharedDense(layer, input, slices));
    }

    private LayerShape declared(LayerShape shape) {
      if (layers.putIfAbsent(shape.name(), shape) != null) {
        throw new IllegalArgumentException("layer '" + shape.name() + "' exists already");
      }
      return shape;
    }

    /** See {@link Operation.Mean}. */
    public Block mean(Block input, int outer, int groups, int stride) {
      return add(new Operation.Mean(input, outer, groups, stride));
    }

    /** See {@link Operation.Spread}. */
    public Block spread(Block input, int outer, int groups, int stride) {
      return add(new Operation.Spread(input, outer, groups, stride));
    }

    /** See {@link Operation.AddAlong}. */
    public Block addAlong(Block input, Block added, int outer, int groups, int stride) {
      return add(new Operation.AddAlong(input, added, outer, groups, stride));
    }

    public Block activate(Activation activation, Block input) {
      return add(new Operation.Activate(activation, input));
    }

    /** See {@link Operation.Softmax}. */
    public Block softmax(Block input, int outer, int groups, int stride) {
      return add(new Operation.Softmax(input, outer, groups, stride));
    }

    /** See {@link Operation.Select}. */
    public Block select(Block input, int slices, int stride, int count) {
      return add(new Operation.Select(input, slices, stride, count));
    }

    public Block multiply(Block left, Block right) {
      return add(new Operation.Multiply(left, right));
    }

    public Block minimum(Block left, Block right) {
      return add(new Operation.Minimum(left, right));
    }

    public Block sumGroups(Block input, int size) {
      return add(new Operation.SumGroups(input, size));
    }

    /** See {@link Operation.SumRows}. */
    public Block sumRows(Block input, List<List<Integer>> terms) {
      return add(new Operation.SumRows(input, terms));
    }

    /** An operation of one's own. */
    public Block add(ColumnOperation operation) {
      return add((Operation) operation);
    }

    /**
     * The program.
     *
     * @throws IllegalStateException if nothing comes out
     */
    public NetworkProgram build() {
      if (outputs.isEmpty()) {
        throw new IllegalStateException("program: has no output");
      }
      return new NetworkProgram(this);
    }

    private Block add(Operation operation) {
      operation.inputs().forEach(this::requireOwn);
      Block block = new Block(blocks.size(), operation.rows(), operation);
      blocks.add(block);
      return block;
    }

    private void requireOwn(Block block) {
      if (block.index() >= blocks.size() || blocks.get(block.index()) != block) {
        throw new IllegalArgumentException("block " + block + " is of another program");
      }
    }
  }
}
