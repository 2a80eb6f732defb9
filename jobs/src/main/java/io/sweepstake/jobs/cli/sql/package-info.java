/** A shell in which studies are asked in SQL. */
package io.sweepstake.jobs.cli.sql;
