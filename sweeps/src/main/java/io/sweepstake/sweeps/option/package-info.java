/** The options of a strategy: how they are described, checked and read. */
package io.sweepstake.sweeps.option;
