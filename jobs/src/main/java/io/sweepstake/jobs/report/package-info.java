/**
 * What a person sees of a sweep: progress on the console, the table of finalists, a page with
 * plots.
 */
package io.sweepstake.jobs.report;
