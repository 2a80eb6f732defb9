/** The GPUs that tasks are given, and what of this program can use them. */
package io.sweepstake.jobs.spark.device;
