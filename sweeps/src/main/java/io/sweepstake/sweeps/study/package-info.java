/** What a search is and what it has found: objectives, trials, histories. All values. */
package io.sweepstake.sweeps.study;
