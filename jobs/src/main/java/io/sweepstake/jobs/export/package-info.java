/** Results as tables in the formats that other programs read. */
package io.sweepstake.jobs.export;
