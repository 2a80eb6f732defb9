/** What a mechanism is worth: evaluation, baselines and known optima. */
package io.sweepstake.core.economics;
