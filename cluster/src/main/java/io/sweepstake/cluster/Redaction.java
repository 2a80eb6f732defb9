package io.sweepstake.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides what must not be seen in a command line that is shown: values whose names say that they are
 * secrets, as Spark does in its web page and logs, and passwords in URLs. The command that is run
 * is another matter.
 */
public final class Redaction {
  /** What stands in a secret's place; Spark's own words. */
  public static final String HIDDEN = "*********(redacted)";

  private static final String SECRET =
      "secret|passw(?:or)?d|passphrase|token|credential|signature|[.]sas[.]"
          + "|(?:access|account|api|private)[._-]?key";

  private static final Pattern WHOLE =
      Pattern.compile(
          "([\\w.-]*(?:" + SECRET + ")[\\w.-]*=).*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** Within a value: NAME=SECRET, as in JVM flags and in the queries of URLs. */
  private static final Pattern WITHIN =
      Pattern.compile(
          "([\\w.-]*(?:" + SECRET + ")[\\w.-]*=|\\bsig=)(?:\"[^\"]*\"|'[^']*'|[^\\s&;,]+)",
          Pattern.CASE_INSENSITIVE);

  /** The password of {@code scheme://user:password@host}. */
  private static final Pattern LOGIN = Pattern.compile("(://[^/\\s:@]*:)[^/\\s]+(@)");

  private Redaction() {}

  /** The words of a command line, fit to be shown. */
  public static List<String> of(List<String> words) {
    List<String> shown = new ArrayList<>();
    for (String word : words) {
      shown.add(of(word));
    }
    return shown;
  }

  private static String of(String word) {
    Matcher whole = WHOLE.matcher(word);
    if (whole.matches()) {
      return whole.group(1) + HIDDEN;
    }
    String loggedOut = LOGIN.matcher(word).replaceAll("$1" + HIDDEN + "$2");
    return WITHIN.matcher(loggedOut).replaceAll("$1" + HIDDEN);
  }
}
