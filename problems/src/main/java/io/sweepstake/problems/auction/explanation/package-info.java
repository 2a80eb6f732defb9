/**
 * What each layer of auction networks learns, over several seeds: questions that are put to trained
 * networks and to checkpoints of their trainings, and what is made of the answers.
 */
package io.sweepstake.problems.auction.explanation;
