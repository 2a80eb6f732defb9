/** Several studies at the same time, in one Spark application. */
package io.sweepstake.jobs.run.grid;
