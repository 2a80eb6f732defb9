/**
 * What a trained auction does, as its first bidder meets it: curves of one item, maps of two,
 * menus, lies. Values of figures, for a study's report and for files of their own.
 */
package io.sweepstake.problems.auction.picture;
