package io.sweepstake.core.payment;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.network.SealedBytes;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.repeated.PaymentRule;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A trained payment network as bytes, with what is needed to run it again and what was seen in the
 * rounds of its training. Reading runs no code from the file.
 *
 * @param setting name of what it was trained for
 */
public record PaymentFile(
    String setting, PaymentNet net, NetworkWeights weights, List<Round> rounds) {
  private static final SealedBytes ENVELOPE =
      new SealedBytes("payment network", 0x5357504E, 1); // SWPN

  public PaymentFile {
    rounds = List.copyOf(rounds);
    if (!weights.requireFor(net.program()).finite()) {
      throw new IllegalArgumentException("payment network: weights must be finite numbers");
    }
  }

  /** The network as a rule. */
  public PaymentRule rule(Kernels kernels) {
    return PaymentTiles.rule(net, weights, kernels);
  }

  public byte[] toBytes() {
    return ENVELOPE.seal(
        out -> {
          out.writeUTF(setting);
          out.writeInt(net.bidders());
          out.writeInt(net.bids());
          out.writeInt(net.width());
          out.writeUTF(net.payments().name());
          out.writeBoolean(net.withholds());
          for (LayerWeights layer : weights.layers()) {
            SealedBytes.write(out, layer.weights());
            SealedBytes.write(out, layer.bias());
          }
          out.writeInt(rounds.size());
          for (Round round : rounds) {
            double[] numbers = round.numbers();
            out.writeInt(numbers.length);
            for (double number : numbers) {
              out.writeDouble(number);
            }
          }
        });
  }

  /**
   * Reads a network back.
   *
   * @throws IllegalArgumentException if the bytes are no payment network, cut off or changed, or a
   *     weight is not finite
   */
  public static PaymentFile fromBytes(byte[] bytes) {
    return ENVELOPE.open(bytes, PaymentFile::read);
  }

  private static PaymentFile read(DataInputStream in) throws IOException {
    String setting = in.readUTF();
    PaymentNet net =
        new PaymentNet(
            in.readInt(),
            in.readInt(),
            in.readInt(),
            PaymentNet.Payments.valueOf(in.readUTF()),
            in.readBoolean());
    List<LayerWeights> layers = new ArrayList<>();
    for (LayerShape shape : net.program().layers()) {
      layers.add(
          new LayerWeights(
              shape,
              SealedBytes.read(in, shape.outputs() * shape.inputs()),
              SealedBytes.read(in, shape.outputs())));
    }
    List<Round> rounds = new ArrayList<>();
    for (int rest = in.readInt(); rest > 0; rest--) {
      int count = in.readInt();
      if (count < Round.NUMBERS || count > in.available() / Double.BYTES) {
        throw new IOException("count " + count);
      }
      double[] numbers = new double[count];
      for (int k = 0; k < count; k++) {
        numbers[k] = in.readDouble();
      }
      rounds.add(Round.of(numbers));
    }
    return new PaymentFile(setting, net, new NetworkWeights(layers), rounds);
  }
}
