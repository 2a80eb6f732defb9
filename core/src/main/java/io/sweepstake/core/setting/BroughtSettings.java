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
      listed.add(
          new Settings.Listed(
              said(found, "name", found.name()), said(found, "description", found.description())));
    }
    return listed;
  }

  /**
   * The one of this name, if there is one.
   *
   * @throws IllegalArgumentException if it has another name, two have this one, or it cannot have
   *     so many bidders
   */
  static Optional<Setting> named(String name, OptionalInt bidders) {
    Optional<SettingProvider> provider = Optional.empty();
    for (SettingProvider found : ServiceLoader.load(SettingProvider.class)) {
      if (name.equals(found.name())) {
        if (provider.isPresent()) {
          throw new IllegalArgumentException(
              "setting "
                  + name
                  + ": must have a name of its own, was found as "
                  + provider.get().getClass().getName()
                  + " and as "
                  + found.getClass().getName());
        }
        provider = Optional.of(found);
      }
    }
    return provider.map(found -> of(found, name, bidders));
  }

  private static Setting of(SettingProvider found, String name, OptionalInt bidders) {
    Setting setting = said(found, "setting", found.of(bidders));
    if (!setting.name().equals(name)) {
      throw new IllegalArgumentException(
          "setting " + name + ": must have that name, was called " + setting.name());
    }
    return setting;
  }

  /** What somebody else's class said, if it did. */
  private static <T> T said(SettingProvider found, String what, T value) {
    if (value == null) {
      throw new IllegalArgumentException(
          "setting of " + found.getClass().getName() + ": must say its " + what + ", was null");
    }
    return value;
  }
}
