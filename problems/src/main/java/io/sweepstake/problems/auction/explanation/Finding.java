package io.sweepstake.problems.auction.explanation;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A number that was found about one network.
 *
 * @param subject the network, such as {@code seed 1}
 */
record Finding(String subject, Key key, double value) {
  /**
   * What was asked, the same of each network.
   *
   * @param network the part of the auction; empty for all of it
   * @param layer empty for the auction as a whole
   * @param depth of the layer; 0 for the bids, and for the auction as a whole
   * @param variant of the analysis, such as {@code trained}
   * @param at the step of the training, or how many units or directions
   */
  record Key(
      Analysis analysis,
      String network,
      String layer,
      int depth,
      String variant,
      long at,
      String quantity) {}

  /** Findings as bytes, after how much of a processor they took. */
  static byte[] toBytes(double processorSeconds, List<Finding> findings) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeDouble(processorSeconds);
      out.writeInt(findings.size());
      for (Finding finding : findings) {
        Key key = finding.key();
        out.writeUTF(finding.subject());
        out.writeUTF(key.analysis().name());
        out.writeUTF(key.network());
        out.writeUTF(key.layer());
        out.writeInt(key.depth());
        out.writeUTF(key.variant());
        out.writeLong(key.at());
        out.writeUTF(key.quantity());
        out.writeDouble(finding.value());
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /** Some findings, and the seconds of a processor that they took. */
  record Batch(double processorSeconds, List<Finding> findings) {
    static Batch fromBytes(byte[] bytes) {
      try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
        double seconds = in.readDouble();
        List<Finding> findings = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
          String subject = in.readUTF();
          Key key =
              new Key(
                  Analysis.valueOf(in.readUTF()),
                  in.readUTF(),
                  in.readUTF(),
                  in.readInt(),
                  in.readUTF(),
                  in.readLong(),
                  in.readUTF());
          findings.add(new Finding(subject, key, in.readDouble()));
        }
        return new Batch(seconds, findings);
      } catch (IOException cut) {
        throw new IllegalArgumentException("explanation: findings' bytes are cut off", cut);
      }
    }
  }
}
