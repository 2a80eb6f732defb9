package io.sweepstake.core.payment;

import io.sweepstake.core.network.SealedBytes;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that a {@link PaymentTraining} is between two rounds.
 *
 * @param training tells it from those with other hyper-parameters or another seed
 * @param shape tells what can go on from it: the game and the network
 * @param engine the loops that it was trained with
 * @param network the network's weights, first and second moments
 * @param schedule the state of the learning rate
 * @param bidders what each knows
 * @param rounds what was seen so far
 */
record PaymentCheckpoint(
    String training,
    String shape,
    String engine,
    List<float[]> network,
    double[] schedule,
    List<double[]> bidders,
    List<double[]> rounds) {
  private static final SealedBytes ENVELOPE =
      new SealedBytes("checkpoint of a payment network", 0x53575043, 1); // SWPC

  byte[] toBytes() {
    return ENVELOPE.seal(
        out -> {
          out.writeUTF(training);
          out.writeUTF(shape);
          out.writeUTF(engine);
          out.writeInt(network.size());
          for (float[] part : network) {
            out.writeInt(part.length);
            SealedBytes.write(out, part);
          }
          write(out, schedule);
          write(out, bidders);
          write(out, rounds);
        });
  }

  /**
   * Reads one back.
   *
   * @throws IllegalArgumentException if the bytes are none, cut off or changed
   */
  static PaymentCheckpoint fromBytes(byte[] bytes) {
    return ENVELOPE.open(
        bytes,
        in -> {
          String training = in.readUTF();
          String shape = in.readUTF();
          String engine = in.readUTF();
          List<float[]> network = new ArrayList<>();
          for (int parts = count(in); parts > 0; parts--) {
            network.add(SealedBytes.read(in, in.readInt()));
          }
          return new PaymentCheckpoint(
              training, shape, engine, network, numbers(in), lists(in), lists(in));
        });
  }

  private static void write(DataOutputStream out, double[] numbers) throws IOException {
    out.writeInt(numbers.length);
    for (double number : numbers) {
      out.writeDouble(number);
    }
  }

  private static void write(DataOutputStream out, List<double[]> lists) throws IOException {
    out.writeInt(lists.size());
    for (double[] list : lists) {
      write(out, list);
    }
  }

  private static double[] numbers(DataInputStream in) throws IOException {
    double[] numbers = new double[count(in)];
    for (int k = 0; k < numbers.length; k++) {
      numbers[k] = in.readDouble();
    }
    return numbers;
  }

  private static List<double[]> lists(DataInputStream in) throws IOException {
    List<double[]> lists = new ArrayList<>();
    for (int rest = count(in); rest > 0; rest--) {
      lists.add(numbers(in));
    }
    return lists;
  }

  /** A count of things that are still to come. */
  private static int count(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > in.available()) {
      throw new IOException("count " + count);
    }
    return count;
  }
}
