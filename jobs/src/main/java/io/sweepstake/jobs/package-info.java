/** Sweeps of any problem, from the command line or from Java, on Spark. */
package io.sweepstake.jobs;
