/**
 * The loops that training spends its time in, over rows of 64 columns: plain ones define them,
 * Vector API ones are fast.
 */
package io.sweepstake.core.kernel;
