/** Studies as directories of Parquet files on any Hadoop file system. */
package io.sweepstake.sweeps.store.parquet;
