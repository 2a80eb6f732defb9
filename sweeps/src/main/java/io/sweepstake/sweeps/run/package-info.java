/** The sweep: asks, runs and tells trials until the budget is spent. */
package io.sweepstake.sweeps.run;
