/** Figures of a search: what its trials tried, found and took. They know any problem and none. */
package io.sweepstake.jobs.report.search;
