/** Searches with several goals on functions whose fronts are known. */
package io.sweepstake.benchmarks.multiobjective;
