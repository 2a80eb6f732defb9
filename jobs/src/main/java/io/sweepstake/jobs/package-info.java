/** Where sweeps and learned auctions meet. */
package io.sweepstake.jobs;
