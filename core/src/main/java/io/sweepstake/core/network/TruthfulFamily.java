package io.sweepstake.core.network;

import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.setting.Setting;

/**
 * A family whose mechanisms are truthful and individually rational whatever their weights, so that
 * training has no misreports to search and no regret to price. Weights for which that cannot be
 * proved are none: {@link #mechanism} refuses them.
 */
public interface TruthfulFamily extends MechanismFamily {
  /** Weights to start from, a function of the seed. */
  NetworkWeights initial(Setting setting, Architecture architecture, long seed);
}
