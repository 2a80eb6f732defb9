/**
 * What products are worth, what they cost, and which can be made: parts that settings put together,
 * ours and those that come as plug-ins. Knows no settings.
 */
package io.sweepstake.core.product;
