/** How far the trials of this process have come between their measurements. */
package io.sweepstake.jobs.progress;
