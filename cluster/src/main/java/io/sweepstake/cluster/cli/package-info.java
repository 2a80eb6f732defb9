/** The commands of this module: {@code submit} and {@code cluster}. */
package io.sweepstake.cluster.cli;
