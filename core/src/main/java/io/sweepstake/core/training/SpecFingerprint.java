package io.sweepstake.core.training;

import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.setting.Setting;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/** What a checkpoint must agree on with the training that takes it up: all that the plan says. */
public final class SpecFingerprint {
  /** Whose checkpoints there may be from before they named their engine. */
  static final List<String> ENGINES_OF_VERSION_2 =
      List.of(
          "vector-512", "vector-256", "vector-128", "vector-64", "scalar", "nd4j-cpu", "nd4j-cuda");

  private final String text;

  private SpecFingerprint(String text) {
    this.text = text;
  }

  /**
   * Of a plan.
   *
   * @param others what else decides the training, beside what every plan says
   */
  public static SpecFingerprint of(TrainingPlan plan, String... others) {
    return new SpecFingerprint(
        String.join(
            "|",
            plan.setting().name(),
            plan.setting().bidders() + "x" + plan.setting().items(),
            plan.setting().demand().name() + surplus(plan.setting()),
            plan.setting().distribution().toString(),
            plan.family().name(),
            plan.architecture().toString(),
            String.join("|", others)));
  }

  /** Weights that a training starts from, as one of {@link #of}'s texts. */
  public static String of(Optional<NetworkWeights> weights) {
    return String.valueOf(weights.map(start -> start.layers().hashCode()).orElse(0));
  }

  private static String surplus(Setting setting) {
    return setting.sellsItems() ? "" : "/" + setting.surplus();
  }

  /** As checkpoints have it. */
  public long value() {
    return hash(text);
  }

  /** As checkpoints of version 2 have it, with the engine's name in it. */
  long on(String engine) {
    return hash(engine + "|" + text);
  }

  private static long hash(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    CRC32C low = new CRC32C();
    low.update(bytes);
    CRC32C high = new CRC32C();
    high.update(bytes, bytes.length / 3, bytes.length - bytes.length / 3);
    return high.getValue() << 32 | low.getValue();
  }
}
