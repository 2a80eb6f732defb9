/** Studies followed while they run: a page, metrics and JSON, on this machine alone. */
package io.sweepstake.jobs.watch;
