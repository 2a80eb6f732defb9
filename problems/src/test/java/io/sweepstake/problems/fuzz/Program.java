package io.sweepstake.problems.fuzz;

import io.sweepstake.jobs.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The program in this process, and what may come of a command line. */
final class Program {
  /** A frame of a stack trace, also where line breaks were taken out of it. */
  private static final Pattern FRAME =
      Pattern.compile("\\bat [\\w.$/@-]+\\((?:\\w+\\.(?:java|scala):\\d+|Native Method)\\)");

  /** Short ones are their writer's: a query may raise an error of one letter. */
  private static final Pattern SENTENCE = Pattern.compile("^sweepstake: (query: \\S|.{9,})");

  private final Map<Integer, Integer> codes = new ConcurrentHashMap<>();

  /** What came of an input. */
  record Result(int code, String out, String err) {}

  Result run(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] texts = Stream.of(arguments).map(String::valueOf).toArray(String[]::new);
    int code = Main.run(new PrintWriter(out), new PrintWriter(err), texts);
    codes.merge(code, 1, Integer::sum);
    return new Result(code, out.toString(), err.toString());
  }

  /** How often each exit code has come since this was asked last. */
  Map<Integer, Integer> codes() {
    Map<Integer, Integer> all = new TreeMap<>(codes);
    codes.clear();
    return all;
  }

  /** What is wrong with a result; null for nothing. */
  static String check(Object input, Result result) {
    String all = result.out() + result.err();
    boolean trace =
        all.contains("\tat ")
            || all.contains("internal error")
            || all.contains("Exception in thread")
            || FRAME.matcher(all).find();
    boolean mute = result.code() != 0 && !result.err().lines().anyMatch(Program::aSentence);
    boolean odd = result.code() < 0 || result.code() > 2;
    return trace || mute || odd
        ? (input instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.UTF_8)
                : String.valueOf(input))
            + " -> "
            + result
        : null;
  }

  private static boolean aSentence(String line) {
    return SENTENCE.matcher(line).find();
  }
}
