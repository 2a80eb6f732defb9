package io.sweepstake.jobs.cli.setup;

import io.sweepstake.jobs.cli.Subcommand;
import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What a shell needs to complete this program's words. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = {
      "Print what bash and zsh need to complete commands and options by Tab.",
    },
    footer = {
      "",
      "Examples:",
      "  source <(sweepstake completion)",
      "  sweepstake completion > ~/.local/share/bash-completion/completions/sweepstake"
    })
public final class CompletionCommand implements Subcommand {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    PrintWriter out = spec.commandLine().getOut();
    out.print(AutoComplete.bash(root.getCommandName(), root));
    out.flush();
    return 0;
  }
}
