/** Attacks: how far a mechanism can be manipulated. Every regret is a lower bound. */
package io.sweepstake.core.regret;
