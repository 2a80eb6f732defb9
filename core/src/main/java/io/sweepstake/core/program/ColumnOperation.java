package io.sweepstake.core.program;

/**
 * An operation told by plain loops over one column, in double precision: engines that have no loops
 * of their own for it run these. So an unusual one, such as an optimisation whose solution is
 * differentiated, is one class, put into a program by {@link NetworkProgram.Builder#add}.
 *
 * <p>Stateless, and its inputs are different blocks. All rows of all inputs may be read for any row
 * of the output.
 */
public non-sealed interface ColumnOperation extends Operation {
  /**
   * Computes the output.
   *
   * @param inputs of each input block, its rows in this column; not to be changed
   * @param output written, {@link #rows} of them
   */
  void forward(double[][] inputs, double[] output);

  /**
   * The vector–Jacobian product: adds {@code Σ_r g_r ∂output_r/∂input_k} to each input's gradient.
   *
   * @param inputs those of the forward run
   * @param output what it gave
   * @param outputGradient g
   * @param inputGradients added to, of each input block
   */
  void backward(
      double[][] inputs, double[] output, double[] outputGradient, double[][] inputGradients);

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
