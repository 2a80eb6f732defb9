package io.sweepstake.core.program;

/** An element-wise non-linearity whose derivative is a function of its own output. */
public enum Activation {
  TANH,
  RELU,
  SIGMOID
}
