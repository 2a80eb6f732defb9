package io.sweepstake.cluster.cli;

import io.sweepstake.jobs.config.ShellWord;
import java.nio.file.Path;
import java.util.List;

/** A command line as a person would type it: an option a line, quoted where a shell needs it. */
final class CommandText {
  private CommandText() {}

  /**
   * @param program the first word
   * @param words those after it
   * @param arguments how many of the last words are the submitted program's own and stay on a line
   * @param here paths below it are shown from it
   */
  static String of(String program, List<String> words, int arguments, Path here) {
    StringBuilder text = new StringBuilder(program);
    int own = words.size() - arguments;
    for (int k = 0; k < words.size(); k++) {
      boolean value = k > 0 && k < own && words.get(k - 1).startsWith("--");
      boolean follows = k > own;
      text.append(value || follows ? " " : " \\\n  ").append(word(words.get(k), here));
    }
    return text.toString();
  }

  /**
   * A word as a person would type it.
   *
   * @param here paths below it are shown from it
   */
  static String word(String word, Path here) {
    return ShellWord.of(word.replace(here + "/", ""));
  }
}
