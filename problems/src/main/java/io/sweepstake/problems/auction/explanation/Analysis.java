package io.sweepstake.problems.auction.explanation;

import java.util.Locale;

/** A way to look at layers. */
enum Analysis {
  /** What the auction is worth, along a training. */
  COURSE,
  /** Which layers revenue and regret would change, along a training. */
  GRADIENT,
  /** What can be read off a layer by a linear probe. */
  PROBE,
  /** What of a truthful run undoes a lie. */
  PATCH,
  /** What the first layers are good for under a head of their own. */
  TRUNCATION,
  /** What the auction loses with a layer's weights. */
  RANDOMISATION;

  /** In the lower case of columns. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
