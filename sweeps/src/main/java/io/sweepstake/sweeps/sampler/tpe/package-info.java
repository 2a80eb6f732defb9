/** Tree-structured Parzen estimators: where good trials are dense and bad ones are not. */
package io.sweepstake.sweeps.sampler.tpe;
