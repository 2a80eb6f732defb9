package io.sweepstake.core.training;

import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.setting.Setting;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;

/** What a checkpoint must agree on with the training that takes it up: the plan and the engine. */
public final class SpecFingerprint {
  private SpecFingerprint() {}

  /**
   * Of a plan on an engine.
   *
   * @param others what else decides the training, beside what every plan says
   */
  public static long of(TrainingPlan plan, String engine, String... others) {
    String text =
        String.join(
            "|",
            engine,
            plan.setting().name(),
            plan.setting().bidders() + "x" + plan.setting().items(),
            plan.setting().demand().name() + surplus(plan.setting()),
            plan.setting().distribution().toString(),
            plan.family().name(),
            plan.architecture().toString(),
            String.join("|", others));
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    CRC32C low = new CRC32C();
    low.update(bytes);
    CRC32C high = new CRC32C();
    high.update(bytes, bytes.length / 3, bytes.length - bytes.length / 3);
    return high.getValue() << 32 | low.getValue();
  }

  /** Weights that a training starts from, as one of {@link #of}'s texts. */
  public static String of(Optional<NetworkWeights> weights) {
    return String.valueOf(weights.map(start -> start.layers().hashCode()).orElse(0));
  }

  private static String surplus(Setting setting) {
    return setting.sellsItems() ? "" : "/" + setting.surplus();
  }
}
