/** Valuations: how bidders' values are distributed, drawn and laid out. */
package io.sweepstake.core.valuation;
