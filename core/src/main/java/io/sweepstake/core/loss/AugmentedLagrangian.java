package io.sweepstake.core.loss;

import io.sweepstake.core.descent.Ranges;

/**
 * RegretNet's loss: {@code −revenue + Σ_i λ_i rgt_i + ρ/2 Σ_i rgt_i²}, multipliers moved by {@code
 * λ_i ← λ_i + ρ rgt_i} and the penalty by {@code ρ ← ρ + Δρ}, each at its own period (Dütting et
 * al., ICML 2019; periods in iterations).
 *
 * @param multiplier λ at the start, of each bidder; at least 0
 * @param penalty ρ at the start; at least 0
 * @param penaltyStep Δρ; at least 0
 * @param multiplierPeriod iterations between moves of λ; at least 1
 * @param penaltyPeriod iterations between moves of ρ; at least 1
 */
public record AugmentedLagrangian(
    double multiplier, double penalty, double penaltyStep, int multiplierPeriod, int penaltyPeriod)
    implements TrainingLoss {
  public AugmentedLagrangian {
    Ranges.atLeast("lambda0", multiplier, 0);
    Ranges.atLeast("rho0", penalty, 0);
    Ranges.atLeast("rho_step", penaltyStep, 0);
    Ranges.atLeast("lambda_period", multiplierPeriod, 1);
    Ranges.atLeast("rho_period", penaltyPeriod, 1);
  }

  @Override
  public double[] initial(int bidders) {
    double[] state = new double[bidders + 1];
    java.util.Arrays.fill(state, 0, bidders, multiplier);
    state[bidders] = penalty;
    return state;
  }

  @Override
  public double value(double[] state, double revenue, double[] regrets) {
    double rho = state[regrets.length];
    double value = -revenue;
    for (int i = 0; i < regrets.length; i++) {
      value += state[i] * regrets[i] + 0.5 * rho * regrets[i] * regrets[i];
    }
    return value;
  }

  @Override
  public double price(double[] state, double revenue, double[] regrets, double[] prices) {
    double rho = state[regrets.length];
    for (int i = 0; i < regrets.length; i++) {
      prices[i] = state[i] + rho * regrets[i];
    }
    return 1;
  }

  @Override
  public void update(
      double[] state, double[] regrets, double revenue, long iteration, long iterations) {
    int rho = regrets.length;
    if (iteration % multiplierPeriod == 0) {
      for (int i = 0; i < regrets.length; i++) {
        state[i] += state[rho] * regrets[i];
      }
    }
    if ((iteration + 1) % penaltyPeriod == 0) {
      state[rho] += penaltyStep;
    }
  }
}
