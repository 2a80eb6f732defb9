/** Training families that are truthful whatever their weights: revenue made smooth, and climbed. */
package io.sweepstake.core.truthful;
