/** The command line: one small class per command, and one place where errors become words. */
package io.sweepstake.jobs.cli;
