/** Who writes to a study, and whether they still live. */
package io.sweepstake.sweeps.store.driver;
