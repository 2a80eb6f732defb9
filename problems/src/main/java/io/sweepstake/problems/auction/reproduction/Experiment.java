package io.sweepstake.problems.auction.reproduction;

import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.core.training.TrainingPlan;
import io.sweepstake.jobs.run.StudyDefinition;
import io.sweepstake.problems.auction.AuctionKind;
import io.sweepstake.problems.auction.AuctionProblem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A family in a setting, trained once for each seed.
 *
 * @param label what the literature calls the setting, such as {@code VI}; else its size
 * @param settingName with {@code bidders} for settings that take any number
 * @param params values of hyper-parameters that are not the preset's, as on the command line
 * @param seeds 1, 2, … so many; at least 1
 * @param expectedSeconds of a training, to tell how long all will take
 */
record Experiment(
    String label,
    String settingName,
    OptionalInt bidders,
    String familyName,
    long iterations,
    Map<String, String> params,
    int seeds,
    double expectedSeconds,
    Optional<Target> target) {
  Experiment {
    params = new TreeMap<>(params);
    if (seeds < 1 || iterations < 1) {
      throw new IllegalArgumentException(
          "experiment "
              + label
              + ": seeds and iterations must be at least 1, were "
              + seeds
              + " and "
              + iterations);
    }
  }

  Setting setting() {
    return Settings.named(settingName, bidders);
  }

  MechanismFamily family() {
    return MechanismFamilies.named(familyName);
  }

  /** Bidders by items for sale, such as {@code 2x2}. */
  String size() {
    return setting().bidders() + "x" + setting().itemsForSale();
  }

  /** Whether a word means this experiment: its label, size, setting or family. */
  boolean answersTo(String word) {
    return List.of(label, size(), settingName, familyName).stream()
        .anyMatch(own -> own.equalsIgnoreCase(word.strip()));
  }

  /** The plan of one seed's training. */
  TrainingPlan plan(long seed) {
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put("setting", settingName);
    settings.put("bidders", String.valueOf(setting().bidders()));
    settings.put("family", familyName);
    settings.put("iterations", String.valueOf(iterations));
    AuctionProblem problem = new AuctionKind().auction(settings);
    return problem.plan(StudyDefinition.values(problem, params), seed);
  }

  /** Its setting for people: label, name and bidders. */
  String shownSetting() {
    return (label.equals(size()) ? "" : label + " ")
        + settingName
        + (bidders.isPresent() ? " of " + bidders.getAsInt() + " bidders" : "");
  }

  /** What it is for people. */
  String shownName() {
    return shownSetting() + " " + familyName + ", " + iterations + " iterations";
  }

  /** Hyper-parameters as text, such as {@code rmax_end=2e-4 width=64}. */
  String paramText() {
    return String.join(
        " ", params.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
  }

  /** What a row must say to be a result of this experiment's training of a seed. */
  String key(long seed) {
    return String.format(
        Locale.ROOT,
        "%s-%d-%s-%d-%d-%s",
        setting().fileName(),
        setting().bidders(),
        familyName,
        iterations,
        seed,
        digest(paramText()));
  }

  /** Equal for equal texts only, as far as anybody knows. */
  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }
}
