package io.sweepstake.jobs.cli;

import io.sweepstake.jobs.export.Build;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    Build build = Build.current();
    return new String[] {
      "sweepstake " + build.version() + " (" + build.commit() + ")",
      "Java " + System.getProperty("java.version")
    };
  }
}
