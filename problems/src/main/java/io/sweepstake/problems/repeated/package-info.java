/**
 * Payment rules that are learned while bidders learn to bid, as a problem to be swept: settings,
 * hyper-parameters, trainings, a judge that lets bidders settle anew, and what is known beside.
 */
package io.sweepstake.problems.repeated;
