/** Mechanisms with regret, made exactly truthful. */
package io.sweepstake.core.projection;
