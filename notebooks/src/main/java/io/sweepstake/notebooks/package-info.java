/** What the notebooks show beyond text: plots as images, which every Java kernel can display. */
package io.sweepstake.notebooks;
