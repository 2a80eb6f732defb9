package io.sweepstake.core.program;

/**
 * An operation told by plain loops over one column, in double precision: engines that have no loops
 * of their own for it run these. So an unusual one, such as an optimisation whose solution is
 * differentiated, is one class, put into a program by {@link NetworkProgram.Builder#add}.
 *
 * <p>Stateless, and its inputs are different blocks. All rows of all inputs may be read for any row
 * of the output.
 */
public non-sealed interface ColumnOperation extends Operation, ColumnRunner {
  /** The same for one thread: with scratch space, where it needs some. */
  default ColumnRunner runner() {
    return this;
  }

  @Override
  default <R> R accept(Visitor<R> visitor) {
    return visitor.column(this);
  }

  @Override
  default Rows whole(Rows rows) {
    return Rows.all(rows());
  }

  @Override
  default Rows needed(Block input, Rows rows) {
    return Rows.all(input.rows());
  }
}
