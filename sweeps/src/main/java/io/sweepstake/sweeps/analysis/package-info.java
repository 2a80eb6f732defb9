/** What a study found: running best, Pareto fronts, which parameters mattered. */
package io.sweepstake.sweeps.analysis;
