package io.sweepstake.jobs.report;

import io.sweepstake.jobs.drawing.VegaSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * The scripts that make figures answer a pointer: Vega, Vega-Lite and Vega-Embed (BSD-3), and our
 * few lines. They are written into a page whole, and a page with them fetches nothing; its policy
 * names each by its hash, and allows no evaluation of text.
 */
final class LiveFigures {
  private static final String WEBJARS = "META-INF/resources/webjars/";

  private LiveFigures() {}

  /** Read once for all pages of a process. */
  private static final class Scripts {
    static final List<String> ALL =
        List.of(
            script("vega"),
            script("vega-lite"),
            script("vega-embed"),
            resource("/io/sweepstake/jobs/report/page.js")
                .replace("/*THEMES*/", VegaSpec.themes()));
  }

  private static String script(String name) {
    Properties about = new Properties();
    try (InputStream properties = open("/META-INF/maven/org.webjars/" + name + "/pom.properties")) {
      about.load(properties);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    String path = name + "/" + about.getProperty("version") + "/" + name + ".min.js";
    // The map is no part of a page, and would be fetched.
    return resource("/" + WEBJARS + path).replaceAll("(?m)^//# sourceMappingURL=.*$", "");
  }

  static String resource(String path) {
    try (InputStream content = open(path)) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static InputStream open(String path) {
    InputStream content = LiveFigures.class.getResourceAsStream(path);
    if (content == null) {
      throw new IllegalStateException("report: the class path must have " + path);
    }
    return content;
  }

  /** The script elements, for the end of a page. */
  static String elements() {
    return Scripts.ALL.stream()
        .map(script -> "<script>" + script + "</script>\n")
        .collect(Collectors.joining());
  }

  /** What a policy says of scripts: these and no others. */
  static String policy() {
    return Scripts.ALL.stream().map(LiveFigures::hash).collect(Collectors.joining(" "));
  }

  /** {@code 'sha256-…'} of a script or a style, as policies have it. */
  static String hash(String content) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }
}
