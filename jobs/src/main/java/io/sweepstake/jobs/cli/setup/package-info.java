/** Commands for the first minutes: a file to begin with, and what shells and readers need. */
package io.sweepstake.jobs.cli.setup;
