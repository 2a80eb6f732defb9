/** Options that several commands share. */
package io.sweepstake.jobs.cli.option;
