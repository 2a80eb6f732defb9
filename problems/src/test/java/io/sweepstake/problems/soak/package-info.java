/** The program for a long time in one process: what it holds of the machine does not grow. */
package io.sweepstake.problems.soak;
