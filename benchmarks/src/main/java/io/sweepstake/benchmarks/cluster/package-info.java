/** What a driver can keep up with: measured with trainings of known cost, and simulated beyond. */
package io.sweepstake.benchmarks.cluster;
