/** Whether a trial is worth continuing, decided on the driver when the trial reaches a rung. */
package io.sweepstake.sweeps.pruner;
