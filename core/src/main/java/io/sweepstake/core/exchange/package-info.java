/**
 * Kidney exchange between hospitals that may hide pairs: pools, structures, matching rules, and
 * what hiding would gain.
 */
package io.sweepstake.core.exchange;
