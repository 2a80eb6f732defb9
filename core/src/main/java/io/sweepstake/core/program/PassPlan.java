package io.sweepstake.core.program;

import java.util.Arrays;
import java.util.Map;

/**
 * What follows from a {@link PassRequest} for each block, whatever engine runs it: which rows are
 * needed, by how many blocks, and which have gradients.
 */
public final class PassPlan {
  private final NetworkProgram program;
  private final Rows[] wanted; // of outputs, as the request has them
  private final Rows[] demand;
  private final Rows[] moving; // of inputs; null for other blocks
  private final int[] consumers;
  private final boolean[] learned;
  private final boolean[] moved;

  /**
   * @throws IllegalArgumentException if the request names what the program does not have
   */
  public PassPlan(NetworkProgram program, PassRequest request) {
    this.program = program;
    int count = program.blocks().size();
    wanted = new Rows[count];
    demand = new Rows[count];
    moving = new Rows[count];
    consumers = new int[count];
    learned = new boolean[count];
    moved = new boolean[count];
    request.moving().keySet().forEach(program::input);
    program
        .inputs()
        .forEach(
            (name, block) ->
                moving[block.index()] =
                    within(name, block, request.moving().getOrDefault(name, Rows.NONE)));
    propagate(request.outputs());
    for (Block block : program.blocks()) {
      int k = block.index();
      Operation operation = block.operation();
      learned[k] =
          operation.learns()
              || operation.inputs().stream().anyMatch(input -> learned[input.index()]);
      moved[k] =
          isInput(block)
              ? !moving[k].empty()
              : operation.inputs().stream().anyMatch(input -> moved[input.index()]);
    }
  }

  private void propagate(Map<String, Rows> outputs) {
    Arrays.fill(wanted, Rows.NONE);
    outputs.forEach(
        (name, rows) -> {
          Block output = program.output(name);
          wanted[output.index()] = wanted[output.index()].hull(within(name, output, rows));
        });
    System.arraycopy(wanted, 0, demand, 0, demand.length);
    for (int k = program.blocks().size() - 1; k >= 0; k--) {
      if (demand[k].empty()) {
        continue;
      }
      Operation operation = program.blocks().get(k).operation();
      demand[k] = operation.whole(demand[k]);
      for (Block input : operation.inputs()) {
        demand[input.index()] = demand[input.index()].hull(operation.needed(input, demand[k]));
        consumers[input.index()]++;
      }
    }
  }

  private static Rows within(String name, Block block, Rows rows) {
    if (rows.to() > block.rows()) {
      throw new IllegalArgumentException(
          "pass: " + name + " has " + block.rows() + " rows, asked for " + rows);
    }
    return rows;
  }

  public NetworkProgram program() {
    return program;
  }

  /** The rows of a block that what is wanted needs; empty if it needs none. */
  public Rows demand(Block block) {
    return demand[block.index()];
  }

  /** How many needed blocks read a block. */
  public int consumers(Block block) {
    return consumers[block.index()];
  }

  /** Whether a block hangs on weights. */
  public boolean learned(Block block) {
    return learned[block.index()];
  }

  /** Whether a block hangs on inputs that move. */
  public boolean moved(Block block) {
    return moved[block.index()];
  }

  public boolean isInput(Block block) {
    return moving[block.index()] != null;
  }

  /**
   * The rows of a block whose gradient callers give: those of an output that are wanted. It may be
   * needed beyond them, by other blocks.
   */
  public Rows wanted(Block block) {
    return wanted[block.index()];
  }

  /** Whether a block is an output of the program. */
  public boolean isOutput(Block block) {
    return program.outputs().containsValue(block);
  }

  /** Whether some, but not all rows of an input move. */
  public boolean movesInPart(Block block) {
    return isInput(block)
        && !moving[block.index()].empty()
        && moving[block.index()].count() < block.rows();
  }

  /** The rows of a block that have a gradient. */
  public Rows gradientRows(Block block) {
    if (isInput(block) && moving[block.index()].empty()) {
      return Rows.NONE;
    }
    return movesInPart(block) ? moving[block.index()] : demand[block.index()];
  }

  /** The rows of an input that have a gradient through a block. */
  public Rows gradientRows(Block block, Block input) {
    return movesInPart(input)
        ? moving[input.index()]
        : block.operation().needed(input, demand[block.index()]);
  }
}
