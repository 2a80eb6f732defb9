package io.sweepstake.problems.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Other bytes and other words in the place of good ones. */
record Mutation(RandomGenerator random) {
  /** What has broken programs before, here and elsewhere. */
  private static final List<String> WORDS =
      List.of(
          "",
          " ",
          "0",
          "-0",
          "-1",
          "1e309",
          "-1.7976931348623157e308",
          "4.9e-324",
          "NaN",
          "inf",
          "-Infinity",
          "2147483648",
          "9223372036854775808",
          "1e3",
          "0x10",
          "010",
          "1_000",
          "1,5",
          "null",
          "~",
          "true",
          "True",
          "yes",
          "[]",
          "{}",
          "[a",
          "{a: b",
          "&a [*a]",
          "*x",
          "!!int 3",
          "!!javax.script.ScriptEngineManager []",
          "2026-11-29",
          "a: b",
          "- x",
          "|",
          "\"",
          "'",
          "\"\"",
          "\t",
          "\r\n",
          "\u0000",
          "\uFEFF",
          "ü",
          "日本",
          "\uD83D",
          "../..",
          "/dev/null",
          "file:///etc/passwd",
          "%s%n",
          "${env:HOME}",
          "{a,b}",
          "{,}",
          "log:0..1",
          "1..0",
          "0..1/0",
          "int:1.5..3",
          "5..5",
          "0..1/1e-300",
          "log:1e-300..1e300",
          "uniform(0,1)",
          "file()",
          "copula(NaN)",
          "mixture(",
          "a=b=c",
          "=",
          "--",
          "-h",
          "@x",
          ":",
          ";",
          "(",
          ")",
          "*",
          "?");

  private static final Pattern NUMBER = Pattern.compile("-?[0-9.]+(?:[eE]-?[0-9]+)?");

  String word() {
    int kind = random.nextInt(40);
    return kind == 0
        ? oneOf(List.of("[", "{a: ", "(", "- ", "a=", "\"", "9")).repeat(random.nextInt(1, 5000))
        : oneOf(WORDS);
  }

  /** One that may do as well. */
  String number() {
    return switch (random.nextInt(4)) {
      case 0 -> String.valueOf(random.nextInt(100));
      case 1 -> String.valueOf(random.nextDouble());
      case 2 -> String.valueOf(Math.exp(random.nextInt(-20, 20)));
      default -> String.valueOf(random.nextInt(-3, 3));
    };
  }

  <T> T oneOf(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  /** One to three changes: bits, bytes, stretches that are gone, doubled, zero or moved. */
  byte[] of(byte[] good) {
    byte[] bytes = good;
    for (int k = random.nextInt(1, 4); k > 0; k--) {
      bytes = once(bytes);
    }
    return bytes;
  }

  private byte[] once(byte[] good) {
    if (good.length == 0) {
      return new byte[] {(byte) random.nextInt()};
    }
    int at = random.nextInt(good.length);
    int end = Math.min(good.length, at + 1 + random.nextInt(1 + good.length / 4));
    byte[] bytes = good.clone();
    switch (random.nextInt(7)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt();
      case 2 -> bytes = Arrays.copyOf(bytes, at);
      case 3 -> Arrays.fill(bytes, at, end, (byte) 0);
      case 4 -> bytes = joined(bytes, end, Arrays.copyOfRange(bytes, at, end), end);
      case 5 -> bytes = joined(bytes, at, new byte[0], end);
      default -> bytes = joined(bytes, at, word().getBytes(StandardCharsets.UTF_8), at);
    }
    return bytes;
  }

  private static byte[] joined(byte[] bytes, int until, byte[] between, int from) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(bytes, 0, until);
    all.writeBytes(between);
    all.write(bytes, from, bytes.length - from);
    return all.toByteArray();
  }

  /** Text in which one to three words are others, or that was changed as bytes. */
  byte[] of(String good, String between) {
    if (random.nextInt(3) == 0) {
      return of(good.getBytes(StandardCharsets.UTF_8));
    }
    String text = good;
    for (int k = random.nextInt(1, 4); k > 0; k--) {
      String[] words = text.split("(?=" + between + ")|(?<=" + between + ")", -1);
      int at = random.nextInt(words.length);
      boolean number = NUMBER.matcher(words[at]).matches() && random.nextInt(4) > 0;
      words[at] = number ? number() : word();
      text = String.join("", words);
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
