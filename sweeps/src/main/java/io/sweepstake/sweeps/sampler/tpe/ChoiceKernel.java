package io.sweepstake.sweeps.sampler.tpe;

import java.util.Arrays;

/**
 * A kernel over choices: the observed one is favoured, the others are alike.
 *
 * @param share how likely each of the others is where the observed one has 1 more
 */
record ChoiceKernel(int choices, double share) {
  double other() {
    return share / (1 + choices * share);
  }

  double observed() {
    return (1 + share) / (1 + choices * share);
  }

  double[] probabilities(int choice) {
    double[] probabilities = new double[choices];
    Arrays.fill(probabilities, other());
    probabilities[choice] = observed();
    return probabilities;
  }

  /** Log probabilities of one choice, by the choice that was observed. */
  double[] logProbabilities(int choice) {
    double[] logs = new double[choices];
    Arrays.fill(logs, Math.log(other()));
    logs[choice] = Math.log(observed());
    return logs;
  }

  /** The choice at a random number in [0, 1). */
  double draw(int choice, double u) {
    double rest = u * (1 + choices * share) - 1;
    return rest < 0 ? choice : Math.min(choices - 1, Math.floor(rest / share));
  }
}
