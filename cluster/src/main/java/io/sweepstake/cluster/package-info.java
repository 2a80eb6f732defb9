/** Real clusters: starting one on this machine, and submitting the application to any. */
package io.sweepstake.cluster;
