/**
 * One item sold again and again to bidders who learn: payment rules as tables over bids, what they
 * earn from given strategies, exactly, and the play by which bidders come to theirs.
 */
package io.sweepstake.core.repeated;
