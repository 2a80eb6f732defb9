package io.sweepstake.problems.auction.warmstart;

import io.sweepstake.core.dl4j.GraphShape;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * What is to be imitated, by which network, and for how long: all that determines the result.
 *
 * @param setting a named one: executors make their own from its name and bidders
 * @param teacher whom the network imitates
 * @param shape of the network
 * @param profiles valuation profiles watched per epoch, at least {@code batch × workers}; what does
 *     not fill a batch on every worker is left out
 * @param epochs passes over the same profiles, at least 1
 * @param batch profiles per weight update, at least 1
 * @param workers networks trained side by side and averaged, at least 1; independent of the
 *     executors there are, so that the result is too. From 3 on, the order in which Spark sums them
 *     may change last bits.
 * @param averagingPeriod weight updates of a worker between two averagings, at least 1
 * @param learningRate of Adam, above 0
 * @param seed of the initial weights and of the profiles
 */
public record Imitation(
    Setting setting,
    Teacher teacher,
    GraphShape shape,
    int profiles,
    int epochs,
    int batch,
    int workers,
    int averagingPeriod,
    double learningRate,
    long seed) {

  /**
   * @throws IllegalArgumentException if a number is out of its range, the setting is not one that
   *     its name says, the teacher does not know it, or the shape is not for it
   */
  public Imitation {
    Objects.requireNonNull(shape, "shape");
    if (!Settings.named(setting.name(), OptionalInt.of(setting.bidders())).equals(setting)) {
      throw new IllegalArgumentException(
          "imitation: setting " + setting.name() + " is another than the known one of this name");
    }
    teacher.auction(setting);
    if (shape.bidders() != setting.bidders() || shape.items() != setting.items()) {
      throw new IllegalArgumentException(
          "imitation: setting %s has %d bidders and %d items, the network is for %d and %d"
              .formatted(
                  setting.name(),
                  setting.bidders(),
                  setting.items(),
                  shape.bidders(),
                  shape.items()));
    }
    requireAtLeastOne("epochs", epochs);
    requireAtLeastOne("batch", batch);
    requireAtLeastOne("workers", workers);
    requireAtLeastOne("averaging period", averagingPeriod);
    if (profiles < (long) batch * workers) {
      throw new IllegalArgumentException(
          "imitation: profiles must be at least batch × workers = %d, was %d"
              .formatted((long) batch * workers, profiles));
    }
    if (!(learningRate > 0)) {
      throw new IllegalArgumentException(
          "imitation: learning rate must be above 0, was " + learningRate);
    }
  }

  /** Long enough for a network that later training improves on; some seconds on two cores. */
  public static Imitation standard(Setting setting, GraphShape shape, long seed) {
    return new Imitation(setting, Teacher.of(setting), shape, 65_536, 2, 128, 2, 64, 5e-3, seed);
  }

  private static void requireAtLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "imitation: " + name + " must be at least 1, was " + value);
    }
  }

  /** Weight updates of each worker per epoch. */
  int updatesPerEpoch() {
    return profiles / (batch * workers);
  }

  /**
   * The name under which the result is kept: setting and network, so that there is one for each of
   * them. Where the setting's name is not fit for a file's, a digest of it tells it apart.
   */
  public String label() {
    String name =
        setting.fileName().equals(setting.name())
            ? setting.name()
            : setting.fileName() + "-" + digest(setting.name());
    return name + "-" + shape.label();
  }

  /** How the network was taught: what the label does not say, on one line. */
  public String recipe() {
    return "%s, %d profiles, %d epochs, batch %d on %d shards averaged every %d, rate %s, seed %d"
        .formatted(teacher, profiles, epochs, batch, workers, averagingPeriod, learningRate, seed);
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
