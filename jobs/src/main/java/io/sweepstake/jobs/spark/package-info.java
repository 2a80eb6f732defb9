/**
 * The only room that knows Spark: sessions, trials as tasks, sharded evaluation, SQL over studies.
 */
package io.sweepstake.jobs.spark;
