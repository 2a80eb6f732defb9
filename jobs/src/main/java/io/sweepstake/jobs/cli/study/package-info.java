/** Commands about studies that are there. */
package io.sweepstake.jobs.cli.study;
