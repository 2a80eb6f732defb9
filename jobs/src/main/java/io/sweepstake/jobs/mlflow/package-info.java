/** Trials as runs of an MLflow server, over its REST interface. */
package io.sweepstake.jobs.mlflow;
