package io.sweepstake.core.training;

import io.sweepstake.core.network.NetworkWeights;
import io.sweepstake.core.valuation.Setting;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;

/** What a checkpoint must agree on with the trainer that takes it up: the spec and the engine. */
final class SpecFingerprint {
  private SpecFingerprint() {}

  static long of(TrainingSpec spec, String engine) {
    return of(
        engine,
        spec,
        spec.loss().toString(),
        String.valueOf(spec.monotonicityPrice()),
        spec.misreports().toString(),
        spec.descent().toString(),
        spec.profiles() + "/" + spec.batch() + "/" + spec.iterations() + "/" + spec.seed(),
        start(spec.start()));
  }

  static long of(TruthfulTrainingSpec spec, String engine) {
    return of(
        engine,
        spec,
        spec.first().toString(),
        spec.then().toString(),
        spec.batch() + "/" + spec.iterations() + "/" + spec.seed(),
        warmStart(spec.warmStart()));
  }

  private static String start(StartingWeights start) {
    return start instanceof GivenStart given
        ? warmStart(Optional.of(given.weights()))
        : start.toString();
  }

  private static String warmStart(Optional<NetworkWeights> weights) {
    return String.valueOf(weights.map(start -> start.layers().hashCode()).orElse(0));
  }

  private static String surplus(Setting setting) {
    return setting.sellsItems() ? "" : "/" + setting.surplus();
  }

  private static long of(String engine, TrainingPlan plan, String... others) {
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
}
