package io.sweepstake.core.network;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

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
  private static final int MAGIC = 0x53574E54; // SWNT
  private static final int VERSION = 1;
  private static final int MOST_LAYERS = 1000;

  /** This network as bytes. */
  public byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      out.writeInt(VERSION);
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
        write(out, layer.weights());
        write(out, layer.bias());
      }
      CRC32C checksum = new CRC32C();
      checksum.update(bytes.toByteArray());
      out.writeInt((int) checksum.getValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a network back.
   *
   * @throws IllegalArgumentException if the bytes are no network, of another version, cut off or
   *     changed
   */
  public static NetworkFile fromBytes(byte[] bytes) {
    if (bytes.length < 12) {
      throw new IllegalArgumentException("network: cut off after " + bytes.length + " bytes");
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readInt() != MAGIC) {
        throw new IllegalArgumentException("network: these bytes are no network file");
      }
      int version = in.readInt();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "network: version " + version + " cannot be read, wants " + VERSION);
      }
      CRC32C checksum = new CRC32C();
      checksum.update(bytes, 0, bytes.length - 4);
      try (DataInputStream tail =
          new DataInputStream(new ByteArrayInputStream(bytes, bytes.length - 4, 4))) {
        if (tail.readInt() != (int) checksum.getValue()) {
          throw new IllegalArgumentException("network: damaged, its checksum does not agree");
        }
      }
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
        layers.add(
            new LayerWeights(
                shape,
                read(in, Math.multiplyExact(shape.outputs(), shape.inputs())),
                read(in, shape.outputs())));
      }
      return new NetworkFile(
          setting, bidders, family, new Architecture(hidden), new NetworkWeights(layers));
    } catch (IOException e) {
      throw new IllegalArgumentException("network: cut off", e);
    }
  }

  private static int count(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > MOST_LAYERS) {
      throw new IOException("count " + count);
    }
    return count;
  }

  private static void write(DataOutputStream out, float[] values) throws IOException {
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  private static float[] read(DataInputStream in, int length) throws IOException {
    if (length > in.available() / Float.BYTES) {
      throw new IOException("length " + length);
    }
    float[] values = new float[length];
    for (int k = 0; k < length; k++) {
      values[k] = in.readFloat();
    }
    return values;
  }
}
