package io.sweepstake.jobs.drawing;

/** Text within markup. */
public final class Markup {
  private static final String UNKNOWN =
      "[^\\t\\n\\r\\x20-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]";

  private Markup() {}

  /** Text made safe within elements and attributes; what XML has no character for is left out. */
  public static String escape(String text) {
    return text.replaceAll(UNKNOWN, "")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
