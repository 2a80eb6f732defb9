/**
 * Figures as values: what is to be seen, said once, for whatever draws it, and the sections of a
 * report that a problem adds.
 */
package io.sweepstake.sweeps.figure;
