package io.sweepstake.sweeps.figure;

import java.util.List;

/**
 * A figure with two axes.
 *
 * @param name of a file that holds it: small letters and digits with dashes between words
 * @param title a few words above it
 * @param caption what there is to see, a sentence or two: below it, and read in its place by those
 *     who do not see it; may be blank
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param layers what is shown, the lowest first
 */
public record Figure(
    String name, String title, String caption, Axis x, Axis y, List<Layer> layers) {
  public Figure {
    if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException(
          "figure: its name must be small letters and digits with dashes between words, was \""
              + name
              + '"');
    }
    layers = List.copyOf(layers);
  }

  /** One named after its title. */
  public Figure(String title, Axis x, Axis y, List<? extends Layer> layers) {
    this(named(title), title, "", x, y, List.copyOf(layers));
  }

  /** A name of a figure from any words. */
  public static String named(String words) {
    String name =
        words
            .toLowerCase(java.util.Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-|-$", "");
    return name.isEmpty() ? "figure" : name;
  }
}
