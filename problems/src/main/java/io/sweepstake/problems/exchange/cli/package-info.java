/** Commands about kidney exchanges. */
package io.sweepstake.problems.exchange.cli;
