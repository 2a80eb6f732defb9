/** Valuations: how bidders' values are distributed, drawn and laid out, and the named settings. */
package io.sweepstake.core.valuation;
