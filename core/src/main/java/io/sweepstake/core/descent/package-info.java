/** Steps along a gradient: rules of descent and ascent, and schedules of their sizes. */
package io.sweepstake.core.descent;
