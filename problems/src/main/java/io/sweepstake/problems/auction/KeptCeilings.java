package io.sweepstake.problems.auction;

import io.sweepstake.core.ceiling.Ceiling;
import io.sweepstake.core.ceiling.CeilingSpec;
import io.sweepstake.core.ceiling.Ceilings;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.jobs.config.Home;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Ceilings that need not be computed again: those of well-known settings, which come with the
 * program, and those of the user's own, one line each in {@code ~/.sweepstake/ceilings.tsv}, or in
 * the directory that the system property {@value #PROPERTY} names.
 *
 * <p>A line belongs to a setting by {@link #fingerprint}, whatever the setting is called. Of
 * several the lowest counts, as all are valid. A line that cannot be read is as if it were not
 * there.
 */
public final class KeptCeilings {
  private static final String PROPERTY = "sweepstake.cache";
  private static final String NAME = "ceilings.tsv";
  private static final String TAB = "\t";
  private static final String HEADER =
      String.join(
          TAB,
          "fingerprint",
          "setting",
          "bidders",
          "ceiling",
          "standard_error",
          "basis",
          "coefficients",
          "profiles",
          "seed",
          "steps",
          "seconds");
  private static final int COLUMNS = HEADER.split(TAB).length;

  private KeptCeilings() {}

  /** A line: a ceiling, and the seconds that it took. */
  private record Kept(Ceiling ceiling, double seconds) {}

  /** The lowest ceiling that is kept for a setting. */
  public static Optional<Ceiling> of(Setting setting) {
    return lowest(setting).map(Kept::ceiling);
  }

  /** How many seconds that ceiling took when it was computed. */
  public static OptionalDouble seconds(Setting setting) {
    return lowest(setting).stream().mapToDouble(Kept::seconds).findFirst();
  }

  private static Optional<Kept> lowest(Setting setting) {
    if (Ceilings.refusal(setting).isPresent()) {
      return Optional.empty();
    }
    String fingerprint = fingerprint(setting);
    return Stream.concat(shipped().stream(), own().stream())
        .filter(line -> line.startsWith(fingerprint + TAB))
        .map(KeptCeilings::read)
        .flatMap(Optional::stream)
        .min(
            Comparator.comparingDouble(
                kept -> kept.ceiling.bound() + 3 * kept.ceiling.standardError()));
  }

  /**
   * Keeps a ceiling for this user.
   *
   * @param spec how it was computed
   * @param seconds that took
   * @return the file it is in now
   */
  public static Path keep(Setting setting, Ceiling ceiling, CeilingSpec spec, double seconds)
      throws IOException {
    Path file = file();
    Files.createDirectories(file.getParent());
    String line =
        String.join(
            TAB,
            fingerprint(setting),
            setting.name(),
            String.valueOf(setting.bidders()),
            String.valueOf(ceiling.bound()),
            String.valueOf(ceiling.standardError()),
            ceiling.basis().name(),
            String.valueOf(ceiling.coefficients()),
            String.valueOf(ceiling.profiles()),
            String.valueOf(spec.seed()),
            String.valueOf(spec.steps()),
            String.format(Locale.ROOT, "%.1f", seconds));
    Files.writeString(
        file,
        (Files.exists(file) ? "" : HEADER + "\n") + line + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    return file;
  }

  /** What decides a ceiling: who bids for how many items, how they are worth, not the name. */
  static String fingerprint(Setting setting) {
    String text =
        String.join(
            "|",
            setting.demand().name(),
            String.valueOf(setting.bidders()),
            String.valueOf(setting.items()),
            String.valueOf(setting.reported()),
            setting.distribution().toString());
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  private static Path file() {
    String named = System.getProperty(PROPERTY);
    Path directory = named == null ? Home.directory().resolve(".sweepstake") : Path.of(named);
    return directory.resolve(NAME);
  }

  private static Optional<Kept> read(String line) {
    String[] cells = line.split(TAB);
    if (cells.length != COLUMNS) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Kept(
              new Ceiling(
                  cells[1],
                  Double.parseDouble(cells[3]),
                  Double.parseDouble(cells[4]),
                  Ceiling.Basis.valueOf(cells[5]),
                  Long.parseLong(cells[6]),
                  Long.parseLong(cells[7])),
              Double.parseDouble(cells[10])));
    } catch (IllegalArgumentException damaged) {
      return Optional.empty();
    }
  }

  private static List<String> own() {
    try {
      return Files.exists(file()) ? Files.readAllLines(file()) : List.of();
    } catch (IOException unreadable) {
      return List.of();
    }
  }

  private static List<String> shipped() {
    try (InputStream lines =
        Objects.requireNonNull(KeptCeilings.class.getResourceAsStream(NAME), NAME)) {
      return new String(lines.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
