/** Commands about items that are sold again and again. */
package io.sweepstake.problems.repeated.cli;
