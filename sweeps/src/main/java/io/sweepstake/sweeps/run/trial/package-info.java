/** What becomes of trials while a worker has them. */
package io.sweepstake.sweeps.run.trial;
