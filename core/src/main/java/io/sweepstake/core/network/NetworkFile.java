package io.sweepstake.core.network;

import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkWeights;
import java.io.DataInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A trained network as bytes, with what is needed to run it again.
 *
 * <p>Magic, version, names and shapes, big-endian floats, CRC-32C of all before it. Reading runs no
 * code from the file.
 *
 * @param setting name of the setting it was trained for
 * @param bidders of that setting
 * @param family name of its family
 */
public record NetworkFile(
    String setting, int bidders, String family, Architecture architecture, NetworkWeights weights) {
  private static final SealedBytes ENVELOPE = new SealedBytes("network", 0x53574E54, 1); // SWNT
  private static final int MOST_LAYERS = 1000;

  /** This network as bytes. */
  public byte[] toBytes() {
    return ENVELOPE.seal(
        out -> {
          out.writeUTF(setting);
          out.writeInt(bidders);
          out.writeUTF(family);
          out.writeInt(architecture.hidden().size());
          for (int width : architecture.hidden()) {
            out.writeInt(width);
          }
          out.writeInt(weights.layers().size());
          for (LayerWeights layer : weights.layers()) {
            out.writeUTF(layer.shape().name());
            out.writeInt(layer.shape().outputs());
            out.writeInt(layer.shape().inputs());
            SealedBytes.write(out, layer.weights());
            SealedBytes.write(out, layer.bias());
          }
        });
  }

  /** Tells this network from any other: twelve hexadecimal digits of a digest of its bytes. */
  public String fingerprint() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(toBytes());
      return HexFormat.of().formatHex(hash, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /**
   * Reads a network back. A file that its setting's name stands for is not looked for.
   *
   * @throws IllegalArgumentException if the bytes are no network, of another version, cut off or
   *     changed, or if a weight is not finite
   */
  public static NetworkFile fromBytes(byte[] bytes) {
    NetworkFile file = ENVELOPE.open(bytes, NetworkFile::read);
    for (LayerWeights layer : file.weights().layers()) {
      if (!new NetworkWeights(List.of(layer)).finite()) {
        throw new IllegalArgumentException(
            "network: weights must be finite numbers, in layer "
                + layer.shape().name()
                + " were some that are not");
      }
    }
    return file;
  }

  private static NetworkFile read(DataInputStream in) throws IOException {
    String setting = in.readUTF();
    int bidders = in.readInt();
    String family = in.readUTF();
    List<Integer> hidden = new ArrayList<>();
    for (int k = count(in); k > 0; k--) {
      hidden.add(in.readInt());
    }
    List<LayerWeights> layers = new ArrayList<>();
    for (int k = count(in); k > 0; k--) {
      LayerShape shape = new LayerShape(in.readUTF(), in.readInt(), in.readInt());
      long weights = (long) shape.outputs() * shape.inputs();
      if (weights > Integer.MAX_VALUE) {
        throw new IOException("count " + weights);
      }
      layers.add(
          new LayerWeights(
              shape, SealedBytes.read(in, (int) weights), SealedBytes.read(in, shape.outputs())));
    }
    return new NetworkFile(
        setting, bidders, family, new Architecture(hidden), new NetworkWeights(layers));
  }

  private static int count(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > MOST_LAYERS) {
      throw new IOException("count " + count);
    }
    return count;
  }
}
