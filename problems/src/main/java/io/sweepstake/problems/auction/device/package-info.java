/** What ND4J does with the GPUs of a process. */
package io.sweepstake.problems.auction.device;
