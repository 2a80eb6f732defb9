/** Keeps the directories of studies small. */
package io.sweepstake.jobs.upkeep;
