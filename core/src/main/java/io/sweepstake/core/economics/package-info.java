/**
 * What a mechanism is worth and how far it can be manipulated: regret attacks, evaluation,
 * baselines and known optima.
 */
package io.sweepstake.core.economics;
