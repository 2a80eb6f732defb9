package io.sweepstake.core.setting;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.ServiceLoader;

/** The settings that jars bring, found as services. */
final class BroughtSettings {
  private BroughtSettings() {}

  /** A line for each. */
  static List<Settings.Listed> listed() {
    List<Settings.Listed> listed = new ArrayList<>();
    for (SettingProvider found : ServiceLoader.load(SettingProvider.class)) {
      listed.add(new Settings.Listed(found.name(), found.description()));
    }
    return listed;
  }

  /**
   * The one of this name, if there is one.
   *
   * @throws IllegalArgumentException if it has another name, or cannot have so many bidders
   */
  static Optional<Setting> named(String name, OptionalInt bidders) {
    for (SettingProvider found : ServiceLoader.load(SettingProvider.class)) {
      if (found.name().equals(name)) {
        Setting setting = found.of(bidders);
        if (!setting.name().equals(name)) {
          throw new IllegalArgumentException(
              "setting " + name + ": must have that name, was called " + setting.name());
        }
        return Optional.of(setting);
      }
    }
    return Optional.empty();
  }
}
