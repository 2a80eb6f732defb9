package io.sweepstake.problems.auction.cli;

import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.sweeps.problem.ProblemKind;
import io.sweepstake.sweeps.problem.ProblemKinds;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** Which auction setting: the options of every command about one. */
final class SettingOptions {
  @Option(
      names = "--setting",
      paramLabel = "SETTING",
      description = "The auction setting; 'sweepstake settings' lists them.")
  private String setting;

  @Option(
      names = "--bidders",
      paramLabel = "N",
      description = "How many bidders, for settings that take any number.")
  private Integer bidders;

  /**
   * The setting, which must be given.
   *
   * @throws IllegalArgumentException when it is not, or there is none of that name
   */
  Setting chosen() {
    if (setting == null) {
      throw new IllegalArgumentException(
          "--setting must be given; 'sweepstake settings' lists them");
    }
    requireAuction(setting);
    return Settings.named(setting, bidders == null ? OptionalInt.empty() : OptionalInt.of(bidders));
  }

  /** Settings of other kinds of problem say so by how they begin. */
  private static void requireAuction(String setting) {
    for (ProblemKind kind : ProblemKinds.all()) {
      boolean theirs =
          kind.fields().stream()
              .flatMap(field -> field.beginning().stream())
              .anyMatch(setting::startsWith);
      if (theirs) {
        throw new IllegalArgumentException(
            "--setting: must be an auction's, %s is of the problem %s"
                .formatted(setting, kind.name()));
      }
    }
  }

  /** The setting, if one is given. */
  Optional<Setting> given() {
    if (setting == null && bidders != null) {
      throw new IllegalArgumentException("--bidders: is for --setting, which was not given");
    }
    return setting == null ? Optional.empty() : Optional.of(chosen());
  }
}
