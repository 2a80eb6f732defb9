/** Where studies live. The driver alone writes; what is committed survives it. */
package io.sweepstake.sweeps.store;
