package io.sweepstake.problems.auction.explanation;

import io.sweepstake.core.network.NetworkFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A network that is asked.
 *
 * @param name of what it is one of, such as {@code seed 1}; checkpoints of a training share it
 * @param step of its training, of a checkpoint; else 0
 */
public record Subject(String name, long step, NetworkFile network) {
  /** Several as bytes. */
  static byte[] toBytes(List<Subject> subjects) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(subjects.size());
      for (Subject subject : subjects) {
        out.writeUTF(subject.name());
        out.writeLong(subject.step());
        byte[] network = subject.network().toBytes();
        out.writeInt(network.length);
        out.write(network);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  static List<Subject> fromBytes(byte[] bytes) {
    List<Subject> subjects = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      for (int left = in.readInt(); left > 0; left--) {
        String name = in.readUTF();
        long step = in.readLong();
        byte[] network = in.readNBytes(in.readInt());
        subjects.add(new Subject(name, step, NetworkFile.fromBytes(network)));
      }
    } catch (IOException cut) {
      throw new IllegalArgumentException("explanation: networks' bytes are cut off", cut);
    }
    return subjects;
  }
}
