/** The command line's door to notebooks. */
package io.sweepstake.notebooks.cli;
