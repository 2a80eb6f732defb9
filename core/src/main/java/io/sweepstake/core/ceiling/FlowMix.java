package io.sweepstake.core.ceiling;

import io.sweepstake.core.descent.AdamSteps;
import java.util.Arrays;

/**
 * How much of a bidder's rents is paid along each of several flows: shares that sum to 1, the
 * softmax of trained numbers. A mean of bounds is one.
 */
final class FlowMix {
  private final double[] logits;
  private final double[] shares;
  private final double[] gradient; // with respect to shares
  private final AdamSteps adam;

  /** With nearly all of it along the first flow. */
  FlowMix(int flows) {
    logits = new double[flows];
    shares = new double[flows];
    gradient = new double[flows];
    adam = new AdamSteps(flows);
    Arrays.fill(logits, 1, flows, -2);
    update();
  }

  int flows() {
    return shares.length;
  }

  double share(int flow) {
    return shares[flow];
  }

  void addGradient(int flow, double amount) {
    gradient[flow] += amount;
  }

  void clearGradient() {
    Arrays.fill(gradient, 0);
  }

  double[] logits() {
    return logits.clone();
  }

  void set(double[] replacement) {
    System.arraycopy(replacement, 0, logits, 0, logits.length);
    update();
  }

  private void update() {
    double most = Arrays.stream(logits).max().orElseThrow();
    double sum = 0;
    for (int k = 0; k < shares.length; k++) {
      shares[k] = Math.exp(logits[k] - most);
      sum += shares[k];
    }
    for (int k = 0; k < shares.length; k++) {
      shares[k] /= sum;
    }
  }

  /** One step of Adam. */
  void descend(double rate, long step) {
    double mean = 0;
    for (int k = 0; k < shares.length; k++) {
      mean += shares[k] * gradient[k];
    }
    for (int k = 0; k < shares.length; k++) {
      logits[k] -= adam.step(k, shares[k] * (gradient[k] - mean), rate, step);
    }
    update();
  }
}
