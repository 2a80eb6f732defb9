/** What trials leave behind, as commands of any problem look for it. */
package io.sweepstake.problems.artifact;
