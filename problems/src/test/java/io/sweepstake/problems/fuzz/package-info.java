/** Random inputs at the program's doors: each ends in its result or in one sentence. */
package io.sweepstake.problems.fuzz;
