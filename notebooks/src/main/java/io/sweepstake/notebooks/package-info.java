/** What notebooks are made of: cells that are run, studies that they open, and what they show. */
package io.sweepstake.notebooks;
