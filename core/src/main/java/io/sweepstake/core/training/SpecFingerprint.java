package io.sweepstake.core.training;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** What a checkpoint must agree on with the trainer that takes it up: the spec and the engine. */
final class SpecFingerprint {
  private SpecFingerprint() {}

  static long of(TrainingSpec spec, String engine) {
    String text =
        String.join(
            "|",
            engine,
            spec.setting().name(),
            spec.setting().bidders() + "x" + spec.setting().items(),
            spec.setting().demand().name(),
            spec.setting().distribution().toString(),
            spec.family().name(),
            spec.architecture().toString(),
            spec.loss().toString(),
            String.valueOf(spec.monotonicityPrice()),
            spec.misreports().toString(),
            spec.learningRate().toString(),
            spec.profiles() + "/" + spec.batch() + "/" + spec.iterations() + "/" + spec.seed(),
            String.valueOf(spec.warmStart().map(weights -> weights.layers().hashCode()).orElse(0)));
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    CRC32C low = new CRC32C();
    low.update(bytes);
    CRC32C high = new CRC32C();
    high.update(bytes, bytes.length / 3, bytes.length - bytes.length / 3);
    return high.getValue() << 32 | low.getValue();
  }
}
