package io.sweepstake.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.jobs.cli.option.ProblemExamples;
import io.sweepstake.sweeps.problem.Field;
import io.sweepstake.sweeps.problem.Problem;
import io.sweepstake.sweeps.problem.ProblemKind;
import io.sweepstake.sweeps.pruner.Pruners;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What the program says of itself where it knows no auctions. */
class HelpTest {
  private static final String[] COMMANDS = {
    "sweep",
    "resume",
    "grid",
    "query",
    "best",
    "pareto",
    "importance",
    "params",
    "pruners",
    "samplers",
    "import",
    "replay",
    "sql",
    "optuna",
    "mlflow",
    "completion",
    "init"
  };

  @Test
  void helpTellsOfNoProblemThatIsNotHere() {
    List<String> texts = new ArrayList<>(List.of(said("--help"), said("pruners")));
    for (String command : COMMANDS) {
      String help = said(command, "--help");
      assertThat(help).as(command).contains("Example", "  sweepstake ");
      texts.add(help);
    }
    for (String text : texts) {
      assertThat(text)
          .doesNotContainIgnoringCase("auction")
          .doesNotContainIgnoringCase("revenue")
          .doesNotContainIgnoringCase("regret")
          .doesNotContainIgnoringCase("bidder")
          .doesNotContain("additive", "published", "iteration");
    }
  }

  @Test
  void theListOfCommandsCutsNoSentence() {
    String[] entries = said("--help").split("Commands:\n")[1].split("\n\n")[0].split("\n(?=  \\S)");
    assertThat(entries)
        .hasSizeGreaterThan(20)
        .allMatch(entry -> entry.strip().matches("(?s).*[.?]"));
  }

  @Test
  void proseIsBrokenIntoItsParagraphs() {
    CommandLine program = new CommandLine(new Program());
    program.addSubcommand(new Knead());
    Sentences.complete(program);
    CommandLine knead = program.getSubcommands().get("knead");
    assertThat(knead.getCommandSpec().usageMessage().description())
        .containsExactly("Knead dough.", "left: with one hand.", "right  both");
  }

  @Test
  void everyPrunerIsListed() {
    List<String> rows = said("pruners", "--format", "csv").lines().toList();
    assertThat(rows.subList(1, rows.size()))
        .extracting(row -> row.substring(0, row.indexOf(',')))
        .containsExactlyElementsOf(Pruners.names())
        .contains("wilcoxon");
  }

  @Test
  void aProblemsExamplesComeFirst() {
    CommandLine program = new CommandLine(new Program());
    program.addSubcommand(new Bake());
    ProblemExamples.add(
        program,
        List.of(
            new Cakes(
                Map.of("", List.of("program bake --cake 3"), "bake", List.of("at 95%", "or not"))),
            new Cakes(Map.of("eat", List.of("a command that is not here")))));
    assertThat(program.getUsageMessage())
        .endsWith(String.format("%nExamples:%n  program bake --cake 3%n"));
    assertThat(program.getSubcommands().get("bake").getUsageMessage())
        .endsWith(String.format("%nExamples:%n  at 95%%%n  or not%n  bake bread%n"));
  }

  private static String said(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    assertThat(Main.run(new PrintWriter(out), new PrintWriter(err), arguments)).isZero();
    return out.toString();
  }

  @Command(name = "program")
  private static final class Program {}

  @Command(
      name = "bake",
      footer = {"", "Example:", "  bake bread"})
  private static final class Bake {}

  @Command(
      name = "knead",
      description = {"Knead dough.", "", "left: with", "  one hand.", "right  both"})
  private static final class Knead {}

  private record Cakes(Map<String, List<String>> examples) implements ProblemKind {
    @Override
    public String name() {
      return "cakes";
    }

    @Override
    public List<Field> fields() {
      return List.of();
    }

    @Override
    public Problem problem(SortedMap<String, String> settings) {
      throw new IllegalArgumentException("cakes: there are none");
    }
  }
}
