package io.sweepstake.jobs.auction;

import io.sweepstake.core.network.NetworkFile;
import java.io.Serializable;
import java.util.Arrays;

/** The network that a study's trainings start from, as {@link NetworkFile} bytes. */
public final class WarmStartNetwork implements Serializable {
  private static final long serialVersionUID = 1L;
  private final byte[] bytes;
  private transient NetworkFile network;

  public WarmStartNetwork(NetworkFile network) {
    this.bytes = network.toBytes();
  }

  /** The network, read once in each process. */
  synchronized NetworkFile network() {
    if (network == null) {
      network = NetworkFile.fromBytes(bytes);
    }
    return network;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WarmStartNetwork that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
