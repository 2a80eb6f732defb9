/** Figures drawn: as SVG, as pictures, and as specifications for Vega-Lite. */
package io.sweepstake.jobs.drawing;
