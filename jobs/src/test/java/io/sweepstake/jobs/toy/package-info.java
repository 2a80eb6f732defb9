/** A problem in one file, as a jar of its own would bring it. */
package io.sweepstake.jobs.toy;
