/**
 * Payment rules that are networks, learned while bidders learn: bidders settle under a frozen rule,
 * what they bid is recorded, the network takes some steps, and again.
 */
package io.sweepstake.core.payment;
