/** The program's processes, killed at random moments: what is left ends as if nothing had been. */
package io.sweepstake.problems.kill;
