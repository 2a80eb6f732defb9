package io.sweepstake.core.setting;

import java.util.OptionalInt;

/**
 * Brings a setting that is known by name. Found as a service, so that jars bring their own; without
 * state, with a public constructor that takes nothing.
 */
public interface SettingProvider {
  /** As on the command line: small letters, digits and dashes, and no setting's of this program. */
  String name();

  /** One line for the list of settings. */
  String description();

  /**
   * The setting, whose {@link Setting#name} is {@link #name}.
   *
   * @param bidders how many, if somebody said so
   * @throws IllegalArgumentException if there cannot be so many
   */
  Setting of(OptionalInt bidders);
}
