/** Valuations observed elsewhere, read from files. */
package io.sweepstake.core.valuation.observed;
