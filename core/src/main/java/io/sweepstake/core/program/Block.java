package io.sweepstake.core.program;

import java.util.Objects;

/**
 * The rows that an operation yields.
 *
 * @param index position in the program
 * @param rows at least 1
 */
public record Block(int index, int rows, Operation operation) {
  public Block {
    Objects.requireNonNull(operation, "operation");
    if (rows < 1) {
      throw new IllegalArgumentException("block: needs at least 1 row, was " + rows);
    }
  }

  /** Identity within a program is the position: comparing whole expression trees would be slow. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Block that && index == that.index && rows == that.rows;
  }

  @Override
  public int hashCode() {
    return index;
  }

  @Override
  public String toString() {
    return "#" + index + "[" + rows + "]";
  }
}
