package io.sweepstake.core.engine.opencl;

/** What a kernel does with a program. */
enum Way {
  /** From inputs to outputs. */
  FORWARD,
  /** And back, to the gradient of inputs. */
  SLOPES,
  /** And back, to the gradient of weights. */
  LEARN;

  boolean back() {
    return this != FORWARD;
  }

  String kernel() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
