/** Kidney exchanges between hospitals that may hide pairs, as a problem to be swept. */
package io.sweepstake.problems.exchange;
