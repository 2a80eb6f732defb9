/** Where trainings end that are told which regret to end at, and what they earn. */
package io.sweepstake.benchmarks.targets;
