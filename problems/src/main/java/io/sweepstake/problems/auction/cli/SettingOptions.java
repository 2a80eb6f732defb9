package io.sweepstake.problems.auction.cli;

import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
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
    return Settings.named(setting, bidders == null ? OptionalInt.empty() : OptionalInt.of(bidders));
  }

  /** The setting, if one is given. */
  Optional<Setting> given() {
    if (setting == null && bidders != null) {
      throw new IllegalArgumentException("--bidders: is for --setting, which was not given");
    }
    return setting == null ? Optional.empty() : Optional.of(chosen());
  }
}
