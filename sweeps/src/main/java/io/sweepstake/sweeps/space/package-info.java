/** What can be searched: parameters, search spaces and the points in them. */
package io.sweepstake.sweeps.space;
