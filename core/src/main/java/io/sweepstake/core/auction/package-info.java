/** Classical auctions: baselines, and oracles where they are known to be optimal. */
package io.sweepstake.core.auction;
