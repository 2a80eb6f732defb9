/** What the process at work on a study says of its trials under way, for whoever follows it. */
package io.sweepstake.jobs.news;
