package io.sweepstake.core.explanation;

import io.sweepstake.core.program.Block;
import io.sweepstake.core.program.ColumnOperation;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.Operation;
import java.util.Map;

/** Copies a program, with changes. The copy has the same layers, and so takes the same weights. */
final class ProgramCopy implements Operation.Visitor<Block> {
  private final NetworkProgram.Builder copy = NetworkProgram.builder();
  private final Block[] blocks; // of the copy, by the original's index

  private ProgramCopy(NetworkProgram program) {
    blocks = new Block[program.blocks().size()];
  }

  /**
   * The program with further outputs.
   *
   * @param shown blocks of the program, by the output's name
   */
  static NetworkProgram showing(NetworkProgram program, Map<String, Block> shown) {
    return copied(program, shown, Map.of());
  }

  /**
   * The program with blocks that are given in place of being computed.
   *
   * @param given blocks of the program, by the input's name
   */
  static NetworkProgram taking(NetworkProgram program, Map<String, Block> given) {
    return copied(program, Map.of(), given);
  }

  private static NetworkProgram copied(
      NetworkProgram program, Map<String, Block> shown, Map<String, Block> given) {
    ProgramCopy copy = new ProgramCopy(program);
    for (Block block : program.blocks()) {
      // A block that is given is copied too: its weights stay, though nothing reads it.
      copy.blocks[block.index()] = block.operation().accept(copy);
      given.forEach(
          (name, taken) -> {
            if (taken.equals(block)) {
              copy.blocks[block.index()] = copy.copy.input(name, block.rows());
            }
          });
    }
    program.outputs().forEach((name, block) -> copy.copy.output(name, copy.of(block)));
    shown.forEach((name, block) -> copy.copy.output(name, copy.of(block)));
    return copy.copy.build();
  }

  private Block of(Block original) {
    return blocks[original.index()];
  }

  @Override
  public Block input(Operation.Input input) {
    return copy.input(input.name(), input.rows());
  }

  @Override
  public Block dense(Operation.Dense dense) {
    return copy.dense(dense.layer().name(), of(dense.input()), dense.rows());
  }

  @Override
  public Block sharedDense(Operation.SharedDense dense) {
    return copy.sharedDense(
        dense.layer().name(), of(dense.input()), dense.slices(), dense.layer().outputs());
  }

  @Override
  public Block activate(Operation.Activate activate) {
    return copy.activate(activate.activation(), of(activate.input()));
  }

  @Override
  public Block softmax(Operation.Softmax softmax) {
    return copy.softmax(of(softmax.input()), softmax.outer(), softmax.groups(), softmax.stride());
  }

  @Override
  public Block select(Operation.Select select) {
    return copy.select(of(select.input()), select.slices(), select.stride(), select.count());
  }

  @Override
  public Block multiply(Operation.Multiply multiply) {
    return copy.multiply(of(multiply.left()), of(multiply.right()));
  }

  @Override
  public Block minimum(Operation.Minimum minimum) {
    return copy.minimum(of(minimum.left()), of(minimum.right()));
  }

  @Override
  public Block sumGroups(Operation.SumGroups sum) {
    return copy.sumGroups(of(sum.input()), sum.size());
  }

  @Override
  public Block sumRows(Operation.SumRows sum) {
    return copy.sumRows(of(sum.input()), sum.terms());
  }

  @Override
  public Block mean(Operation.Mean mean) {
    return copy.mean(of(mean.input()), mean.outer(), mean.groups(), mean.stride());
  }

  @Override
  public Block spread(Operation.Spread spread) {
    return copy.spread(of(spread.input()), spread.outer(), spread.groups(), spread.stride());
  }

  @Override
  public Block addAlong(Operation.AddAlong add) {
    return copy.addAlong(of(add.input()), of(add.added()), add.outer(), add.groups(), add.stride());
  }

  @Override
  public Block column(ColumnOperation operation) {
    throw new IllegalArgumentException(
        "copy: an operation of its own (" + operation.getClass().getSimpleName() + ") has no copy");
  }
}
