package io.sweepstake.cluster.profile;

import java.util.Locale;

/** Where the driver runs. */
public enum DeployMode {
  /** On this machine: it shows progress here, and ends when this program does. */
  CLIENT,
  /** On a machine of the cluster's choice. */
  CLUSTER;

  /**
   * @throws IllegalArgumentException if there is none of this name
   */
  static DeployMode named(String name) {
    for (DeployMode mode : values()) {
      if (mode.toString().equals(name)) {
        return mode;
      }
    }
    throw new IllegalArgumentException("deploy-mode: must be client or cluster, was " + name);
  }

  /** As Spark writes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
