/** A kernel for Jupyter, which runs notebooks in a JVM of the program. */
package io.sweepstake.notebooks.kernel;
