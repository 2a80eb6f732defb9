/** What sweeps gain: their winners trained again with fresh seeds, beside the default point's. */
package io.sweepstake.benchmarks.gains;
