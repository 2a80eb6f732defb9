/** By what files, and lines of files, are known again. */
package io.sweepstake.sweeps.store.seal;
