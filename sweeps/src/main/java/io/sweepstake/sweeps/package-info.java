/** Hyper-parameter search: spaces, studies, samplers, stores. Knows no auctions and no Spark. */
package io.sweepstake.sweeps;
