/** What pruners cost and save of trainings whose regret is bounded. */
package io.sweepstake.benchmarks.pruning;
