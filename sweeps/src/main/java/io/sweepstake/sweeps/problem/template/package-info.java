/** Problems, trainings and judges to be filled in. */
package io.sweepstake.sweeps.problem.template;
