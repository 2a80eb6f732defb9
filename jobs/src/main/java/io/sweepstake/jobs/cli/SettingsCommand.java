package io.sweepstake.jobs.cli;

import picocli.CommandLine.Command;

/** Lists the settings there are. */
@Command(name = "settings", description = "List the auction settings there are.")
final class SettingsCommand implements Runnable {
  @Override
  public void run() {}
}
