/** Trials of other studies, from their directories or from CSV. */
package io.sweepstake.sweeps.transfer;
