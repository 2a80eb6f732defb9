/**
 * Auctions on tiles: what the rows of their programs mean, mechanisms, and the search for
 * misreports.
 */
package io.sweepstake.core.engine.tiles;
