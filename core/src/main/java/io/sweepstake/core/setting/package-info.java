/** What is sold to whom: bidders, items, demand and values, and the named settings. */
package io.sweepstake.core.setting;
