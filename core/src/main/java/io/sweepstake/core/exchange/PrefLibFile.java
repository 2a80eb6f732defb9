package io.sweepstake.core.exchange;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Kidney data in PrefLib's two forms (Mattei and Walsh, ADT 2013; data set 36).
 *
 * <p>{@code .wmd} has a graph of pairs: lines {@code source,target,weight} after headers that begin
 * with {@code #}; an edge says that the source's donor can give to the target's patient, whatever
 * its weight above 0. {@code .dat} has pairs: {@code Pair,Patient,Donor,Wife-P?,%Pra,Out-Deg,
 * Altruist} under a line of these names, of which the blood groups are used, and donors without a
 * patient left out.
 *
 * <p>Files are read no further than {@value #MOST_BYTES} bytes and {@value #MOST_PAIRS} pairs.
 * Errors name the file, the line and what is wrong with it.
 */
final class PrefLibFile {
  private static final long MOST_BYTES = 16L << 20;
  private static final int MOST_PAIRS = 2048;
  private static final int PAIR_COLUMNS = 7;

  private final Path path;
  private int line;

  private PrefLibFile(Path path) {
    this.path = path;
  }

  /**
   * Who can give to whom, {@code [source][target]}.
   *
   * @throws IllegalArgumentException saying where the file is wrong
   */
  static boolean[][] graph(Path path) {
    return new PrefLibFile(path).graph();
  }

  /**
   * The blood groups of pairs, as {@link BloodTypePools} numbers them.
   *
   * @throws IllegalArgumentException saying where the file is wrong
   */
  static int[] pairs(Path path) {
    return new PrefLibFile(path).pairs();
  }

  private boolean[][] graph() {
    int pairs = -1;
    int edges = -1;
    int found = 0;
    boolean[][] gives = null;
    for (String text : lines()) {
      line++;
      if (text.startsWith("#")) {
        pairs = header(text, "NUMBER ALTERNATIVES").orElse(pairs);
        edges = header(text, "NUMBER EDGES").orElse(edges);
        continue;
      }
      if (text.isBlank()) {
        continue;
      }
      if (gives == null) {
        if (pairs < 1 || pairs > MOST_PAIRS) {
          throw wrong("needs '# NUMBER ALTERNATIVES: N' from 1 to " + MOST_PAIRS + " before edges");
        }
        gives = new boolean[pairs][pairs];
      }
      String[] parts = text.split(",", -1);
      if (parts.length != 3) {
        throw wrong("an edge is 'source,target,weight', was '" + shortened(text) + "'");
      }
      int source = pair(parts[0], pairs);
      int target = pair(parts[1], pairs);
      double weight = number(parts[2]);
      gives[source][target] |= weight > 0;
      found++;
    }
    if (gives == null) {
      throw wrong("there are no edges");
    }
    if (edges >= 0 && found != edges) {
      throw wrong("'# NUMBER EDGES' says " + edges + ", there are " + found);
    }
    return gives;
  }

  private Optional<Integer> header(String text, String name) {
    String said = text.substring(1).strip();
    if (!said.startsWith(name + ":")) {
      return Optional.empty();
    }
    double number = number(said.substring(name.length() + 1));
    if (number != Math.rint(number) || number < 0 || number > Integer.MAX_VALUE) {
      throw wrong(name + " is a whole number, was " + number);
    }
    return Optional.of((int) number);
  }

  private int pair(String text, int pairs) {
    double number = number(text);
    if (number != Math.rint(number) || number < 1 || number > pairs) {
      throw wrong("a pair is a number from 1 to " + pairs + ", was " + shortened(text));
    }
    return (int) number - 1;
  }

  private int[] pairs() {
    List<Integer> types = new ArrayList<>();
    for (String text : lines()) {
      line++;
      if (text.isBlank() || text.startsWith("#") || line == 1 && text.startsWith("Pair")) {
        continue;
      }
      String[] parts = text.split(",", -1);
      if (parts.length != PAIR_COLUMNS) {
        throw wrong(
            "a pair is 'Pair,Patient,Donor,Wife-P?,%Pra,Out-Deg,Altruist', was '"
                + shortened(text)
                + "'");
      }
      if (number(parts[6]) != 0) {
        continue;
      }
      types.add(group(parts[1]).ordinal() * BloodType.values().length + group(parts[2]).ordinal());
      if (types.size() > MOST_PAIRS) {
        throw wrong("more than " + MOST_PAIRS + " pairs");
      }
    }
    if (types.isEmpty()) {
      throw wrong("there are no pairs");
    }
    return types.stream().mapToInt(Integer::intValue).toArray();
  }

  private BloodType group(String text) {
    String name = text.strip().toUpperCase(Locale.ROOT);
    return Arrays.stream(BloodType.values())
        .filter(type -> type.name().equals(name))
        .findFirst()
        .orElseThrow(() -> wrong("a blood group is O, A, B or AB, was " + shortened(text)));
  }

  private double number(String text) {
    try {
      double number = Double.parseDouble(text.strip());
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // Said below.
    }
    throw wrong("'" + shortened(text) + "' is no number");
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    try {
      if (Files.size(path) > MOST_BYTES) {
        throw new IllegalArgumentException(path + ": has more than " + MOST_BYTES + " bytes");
      }
      try (BufferedReader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
        for (String text = reader.readLine(); text != null; text = reader.readLine()) {
          lines.add(text);
        }
      }
    } catch (CharacterCodingException notText) {
      throw new IllegalArgumentException(path + ": is no text", notText);
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(path + ": cannot be read", unreadable);
    }
    return lines;
  }

  private static String shortened(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(path + ", line " + line + ": " + what);
  }
}
