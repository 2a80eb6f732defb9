package io.sweepstake.core.program;

/** What runs a {@link ColumnOperation}: on one thread, if it has scratch space of its own. */
public interface ColumnRunner {
  /**
   * Computes the output.
   *
   * @param inputs of each input block, its rows in this column; not to be changed
   * @param output written, one number for each row; before that, what it was when this column ran
   *     last, or zeros: a search may begin there, but what it finds must not hang on it
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
}
