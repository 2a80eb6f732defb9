/**
 * The door for whatever can be swept: a kind of problem says what a person may choose, which
 * hyper-parameters there are, how trials are trained and how they are judged; everything else, from
 * the command line to the report, knows these types alone.
 */
package io.sweepstake.sweeps.problem;
