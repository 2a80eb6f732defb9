/**
 * What each layer of an auction's network has learned: reading what comes out of a layer, putting
 * something else in its place, and asking how revenue and regret would change.
 */
package io.sweepstake.core.explanation;
