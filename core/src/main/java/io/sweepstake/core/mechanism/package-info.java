/**
 * What an auction is to the outside: reports in, outcomes out, and a probe of bidders' utilities.
 */
package io.sweepstake.core.mechanism;
