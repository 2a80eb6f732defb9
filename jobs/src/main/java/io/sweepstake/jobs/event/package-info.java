/** What happens in a run, told to programs: as lines of JSON, or by HTTP. */
package io.sweepstake.jobs.event;
