/** Learned auctions: valuations, mechanisms, networks, engines, training and economics. */
package io.sweepstake.core;
