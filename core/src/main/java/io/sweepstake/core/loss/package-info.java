/** How regret is priced against revenue. */
package io.sweepstake.core.loss;
