package io.sweepstake.core.matchnet;

import io.sweepstake.core.exchange.ExchangeSetting;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.network.SealedBytes;
import io.sweepstake.core.program.NetworkWeights;
import java.util.Collections;

/**
 * A trained network as bytes, with what is needed to run it again. Reading runs no code from the
 * file.
 *
 * @param setting name of the setting it was trained for
 * @param hospitals of that setting
 */
public record MatchNetFile(String setting, int hospitals, MatchNet net, NetworkWeights weights) {
  /** As {@code --family} has it. */
  public static final String FAMILY = "matchnet";

  private static final SealedBytes ENVELOPE = new SealedBytes("exchange network", 0x53574D4E, 1);

  /** This network as bytes. */
  public byte[] toBytes() {
    Architecture hidden = new Architecture(Collections.nCopies(net.depth(), net.width()));
    byte[] network = new NetworkFile(setting, hospitals, FAMILY, hidden, weights).toBytes();
    return ENVELOPE.seal(
        out -> {
          out.writeDouble(net.strength());
          out.writeDouble(net.curvature());
          out.writeDouble(net.bonus());
          out.writeInt(network.length);
          out.write(network);
        });
  }

  /**
   * Reads a network back.
   *
   * @throws IllegalArgumentException if the bytes are no such network, cut off or changed
   */
  public static MatchNetFile fromBytes(byte[] bytes) {
    return ENVELOPE.open(
        bytes,
        in -> {
          double strength = in.readDouble();
          double curvature = in.readDouble();
          double bonus = in.readDouble();
          NetworkFile network = NetworkFile.fromBytes(in.readNBytes(in.readInt()));
          int depth = network.architecture().hidden().size();
          int width = depth == 0 ? 0 : network.architecture().hidden().get(0);
          return new MatchNetFile(
              network.setting(),
              network.bidders(),
              new MatchNet(width, depth, strength, curvature, bonus),
              network.weights());
        });
  }

  /**
   * The network as a rule.
   *
   * @throws IllegalArgumentException if it is another setting's
   */
  public LearnedMatching rule(ExchangeSetting wanted, Kernels kernels) {
    if (!setting.equals(wanted.name())) {
      throw new IllegalArgumentException(
          "network: must be for " + wanted.name() + ", was for " + setting);
    }
    return new LearnedMatching(wanted, net, weights, kernels);
  }
}
