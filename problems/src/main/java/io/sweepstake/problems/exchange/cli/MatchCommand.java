package io.sweepstake.problems.exchange.cli;

import io.sweepstake.jobs.cli.Subcommand;
import io.sweepstake.jobs.cli.option.FormatOption;
import io.sweepstake.problems.artifact.TrialArtifact;
import io.sweepstake.problems.exchange.LearnedExchange;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Matches a pool of pairs by a learned rule. */
@Command(
    name = "match",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Match a pool of patient-donor pairs by a rule that a study of kidney exchange has learned:",
      "how many of each structure are expected, and a whole matching drawn by a lottery that has",
      "this expectation, where there is one. A structure is a cycle: 1.4 + 2.3 are a pair of",
      "hospital 1's type 4 and one of hospital 2's type 3, who exchange donors. What hospitals get",
      "beside what they can match alone is said on standard error."
    },
    footer = {
      "",
      "Examples:",
      "  sweepstake match studies/kidneys",
      "  sweepstake match studies/kidneys --pool '3,0,0,3,3,3,0;0,3,3,0,0,0,3' --seed 2"
    })
public final class MatchCommand implements Subcommand {
  @Parameters(index = "0", paramLabel = "STUDY", description = "A study's directory.")
  private String target;

  @Option(
      names = "--trial",
      paramLabel = "N",
      description = "Which of the study's trials (default: the best).")
  private Integer trial;

  @Option(
      names = "--pool",
      paramLabel = "N,N,...;N,N,...",
      description =
          "Pairs of each type, hospitals with semicolons between (default: one that is drawn).")
  private String pool;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of what is drawn (default: 1).")
  private long seed;

  @Mixin private FormatOption format;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    TrialArtifact artifact = TrialArtifact.of(target, trial, LearnedExchange.ARTIFACT);
    LearnedExchange learned = new LearnedExchange(target, artifact.settings(), artifact.bytes());
    LearnedExchange.Matched matched =
        learned.match(pool == null ? learned.drawn(seed) : learned.pool(pool), seed);
    format.print(matched.structures(), spec.commandLine().getOut());
    matched.notices().forEach(line -> spec.commandLine().getErr().println(line));
    spec.commandLine().getErr().flush();
    return 0;
  }
}
