/** What is swept: each problem in a room of its own. */
package io.sweepstake.problems;
