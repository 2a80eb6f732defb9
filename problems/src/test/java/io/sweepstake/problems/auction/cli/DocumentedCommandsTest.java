package io.sweepstake.problems.auction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.jobs.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Every command that a page of the documentation shows is one that this program understands. */
class DocumentedCommandsTest {
  private static final Path ROOT = Path.of("..");

  /** Those of modules that stand on this one, which may not be there, and of the launcher. */
  private static final Set<String> ELSEWHERE = Set.of("submit", "cluster", "notebook", "install");

  /** A line of its own, with those that continue it; or between backquotes. */
  private static final Pattern COMMAND =
      Pattern.compile("(?m)^\\./sweepstake ((?:[^\\n]*\\\\\\n)*[^\\n]*)$|`\\./sweepstake ([^`]*)`");

  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

  static Stream<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    return pages.stream();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyCommandOfAPageIsUnderstood(Path page) throws IOException {
    Matcher commands = COMMAND.matcher(Files.readString(page));
    while (commands.find()) {
      String line = commands.group(1) == null ? commands.group(2) : commands.group(1);
      List<String> words = words(line);
      if (ELSEWHERE.contains(words.get(0))
          && !Main.commands().getSubcommands().containsKey(words.get(0))) {
        continue;
      }
      if (words.size() == 1) {
        // Spoken of, and not as it is typed.
        assertThat(Main.commands().getSubcommands()).as(page + line).containsKey(words.get(0));
        continue;
      }
      try {
        CommandLine.ParseResult parsed = Main.commands().parseArgs(words.toArray(String[]::new));
        check(parsed.subcommand(), line);
      } catch (CommandLine.ParameterException wrong) {
        throw new AssertionError(
            page + ": ./sweepstake " + line + ": " + wrong.getMessage(), wrong);
      }
    }
  }

  /** Settings, families and hyper-parameters are those of a problem, which {@code params} lists. */
  private static void check(CommandLine.ParseResult command, String line) {
    Map<String, String> said = new TreeMap<>();
    for (String name : List.of("--setting", "--family", "--bidders", "--preset", "--learner")) {
      OptionSpec option = command.matchedOption(name);
      if (option != null) {
        said.put(name, option.stringValues().get(0));
      }
    }
    if (!said.containsKey("--setting") || said.get("--setting").contains("file(")) {
      return; // a file would have to be there
    }
    List<Object> params = new ArrayList<>(List.of("params", "--format", "csv"));
    said.forEach(
        (name, value) -> {
          params.add(name);
          params.add(value);
        });
    Run run = Run.of(params.toArray());
    assertThat(run.code()).as(line + ": " + run.err()).isZero();
    OptionSpec values = command.matchedOption("--param");
    if (values != null) {
      List<String> names = run.lines().stream().map(row -> row.replaceAll(",.*", "")).toList();
      for (String value : values.stringValues()) {
        assertThat(names).as(line).contains(value.replaceAll("=.*", ""));
      }
    }
  }

  /** As a shell takes a line apart: what follows a comment, a pipe, or an ellipsis is not ours. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(line.replace("\\\n", " ").replace('\n', ' '));
    while (word.find()) {
      if (word.group(3) != null && word.group(3).matches("[#|>)].*|&&?|;|\\.\\.\\.|…")) {
        if (words.get(words.size() - 1).startsWith("--")) {
          words.remove(words.size() - 1); // an option whose value was left out
        }
        break;
      }
      // N stands for a number wherever a page says so.
      String text = word.group().replaceAll("^['\"]|['\"]$", "");
      words.add(text.equals("N") ? "7" : text);
    }
    return words;
  }
}
