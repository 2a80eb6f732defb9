package io.sweepstake.problems.repeated.cli;

import io.sweepstake.core.bidding.BidderKind;
import io.sweepstake.jobs.cli.Subcommand;
import io.sweepstake.jobs.cli.option.FormatOption;
import io.sweepstake.problems.artifact.TrialArtifact;
import io.sweepstake.problems.repeated.LearnedRule;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what bidders do under a learned rule. */
@Command(
    name = "equilibrium",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Let bidders who know nothing settle under a payment rule that a study has learned, and show",
      "what they bid at each value, what that brings, and what the best bid would bring more."
    },
    footer = {
      "",
      "Examples:",
      "  sweepstake equilibrium studies/repeated",
      "  sweepstake equilibrium studies/repeated --trial 5 --learner best-response",
      "  sweepstake equilibrium studies/repeated --rounds --format csv"
    })
public final class EquilibriumCommand implements Subcommand {
  @Parameters(index = "0", paramLabel = "STUDY", description = "A study's directory.")
  private String target;

  @Option(
      names = "--trial",
      paramLabel = "N",
      description = "Which of the study's trials (default: the best).")
  private Integer trial;

  @Option(
      names = "--learner",
      paramLabel = "KIND",
      description = "How the bidders learn (default: as in the study).")
  private String learner;

  @Option(
      names = "--auctions",
      paramLabel = "N",
      description = "In how many auctions they settle (default: as in the study).")
  private Long auctions;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the bidders (default: 1).")
  private long seed;

  @Option(
      names = "--rounds",
      description = "Show the rounds of the training instead: what its bidders paid and bid.")
  private boolean rounds;

  @Mixin private FormatOption format;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (auctions != null && auctions < 1) {
      throw new IllegalArgumentException("--auctions: must be at least 1, was " + auctions);
    }
    LearnedRule rule = rule();
    format.print(
        rounds
            ? rule.rounds()
            : rule.equilibrium(
                Optional.ofNullable(learner).map(EquilibriumCommand::kind),
                auctions == null ? OptionalLong.empty() : OptionalLong.of(auctions),
                seed),
        spec.commandLine().getOut());
    return 0;
  }

  private static BidderKind kind(String name) {
    try {
      return BidderKind.named(name);
    } catch (IllegalArgumentException unknown) {
      throw new IllegalArgumentException("--learner: " + unknown.getMessage(), unknown);
    }
  }

  private LearnedRule rule() throws IOException {
    TrialArtifact artifact = TrialArtifact.of(target, trial, LearnedRule.ARTIFACT);
    return new LearnedRule(target, artifact.settings(), artifact.bytes());
  }
}
