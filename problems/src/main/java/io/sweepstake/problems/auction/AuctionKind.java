package io.sweepstake.problems.auction;

import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.jobs.config.Fields;
import io.sweepstake.jobs.config.Suggestion;
import io.sweepstake.problems.auction.hyperparameter.FamilyTraining;
import io.sweepstake.sweeps.problem.Field;
import io.sweepstake.sweeps.problem.NamedSetting;
import io.sweepstake.sweeps.problem.Problem;
import io.sweepstake.sweeps.problem.ProblemKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** Learned auctions: networks that are trained to sell well to bidders who look for lies. */
public final class AuctionKind implements ProblemKind {
  static final String SETTING = "setting";
  static final String BIDDERS = "bidders";
  static final String FAMILY = "family";
  static final String ITERATIONS = "iterations";

  /** For its families: every one that can be trained in a setting. */
  private static final String ALL = "all";

  /** What was a hyper-parameter, and is the study's own affair now. */
  private static final String ENGINE = "engine";

  @Override
  public String name() {
    return "auction";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        Field.required(
            SETTING, "SETTING", "The auction setting; 'sweepstake settings' lists them."),
        Field.optional(BIDDERS, "N", "How many bidders, for settings that take any number."),
        Field.optional(
            FAMILY,
            "FAMILY",
            "The mechanism family (default: the setting's own); of several, as in regretnet,rochetnet"
                + " or all, each trial trains one."),
        Field.optional(
            ITERATIONS, "N", "Training iterations of each trial (default: the family's own)."));
  }

  /** The distributions of single-item auctions with any number of bidders. */
  @Override
  public List<String> gridDefaults() {
    return List.of("uniform", "exponential", "latent", "hetero");
  }

  @Override
  public List<NamedSetting> namedSettings() {
    List<NamedSetting> named = new ArrayList<>();
    for (Settings.Listed listed : Settings.all()) {
      Setting setting = Settings.named(listed.name());
      Map<String, Object> about = new LinkedHashMap<>();
      about.put("bidders", setting.bidders());
      about.put("items", setting.itemsForSale());
      about.put("family", MechanismFamilies.defaultFor(setting).name());
      named.add(new NamedSetting(listed.name(), about, listed.description()));
    }
    return named;
  }

  @Override
  public Map<String, List<String>> examples() {
    return AuctionExamples.BY_COMMAND;
  }

  @Override
  public Auctions problem(SortedMap<String, String> settings) {
    Fields fields = new Fields(settings);
    OptionalInt bidders = fields.whole(BIDDERS);
    atLeastOne(BIDDERS, bidders.isPresent() ? OptionalLong.of(bidders.getAsInt()) : none());
    OptionalLong iterations = fields.number(ITERATIONS);
    if (iterations.isPresent() && iterations.getAsLong() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "iterations: must be at most 2147483647, was " + iterations.getAsLong());
    }
    atLeastOne(ITERATIONS, iterations);
    Setting setting = Settings.named(fields.required(SETTING), bidders);
    Map<String, String> fixed = new TreeMap<>();
    settings.forEach(
        (key, value) -> {
          if (key.startsWith(Problem.PRESET) && !key.equals(Problem.PRESET + ENGINE)) {
            fixed.put(key.substring(Problem.PRESET.length()), value);
          }
        });
    List<MechanismFamily> families = families(fields.text(FAMILY), setting);
    return families.size() == 1
        ? new AuctionProblem(setting, families.get(0), iterations, fixed)
        : new FamilyChoice(setting, families, iterations, fixed);
  }

  /**
   * The auction that some settings are about.
   *
   * @throws IllegalArgumentException as {@link #problem}, and if they name several families
   */
  public AuctionProblem auction(SortedMap<String, String> settings) {
    if (problem(settings) instanceof AuctionProblem one) {
      return one;
    }
    throw new IllegalArgumentException("family: must be one here, was " + settings.get(FAMILY));
  }

  private static OptionalLong none() {
    return OptionalLong.empty();
  }

  static void atLeastOne(String key, OptionalLong value) {
    if (value.isPresent() && value.getAsLong() < 1) {
      throw new IllegalArgumentException(key + ": must be at least 1, was " + value.getAsLong());
    }
  }

  private static List<MechanismFamily> families(Optional<String> names, Setting setting) {
    if (names.isPresent() && names.get().strip().equals(ALL)) {
      return MechanismFamilies.all().stream().filter(each -> sells(each, setting)).toList();
    }
    List<MechanismFamily> families = new ArrayList<>();
    for (String name : names.orElse("").split(",", -1)) {
      if (names.isPresent() && (name.isBlank() || name.strip().equals(ALL))) {
        throw new IllegalArgumentException(
            "family: must be one, several with commas between them, or all, was " + names.get());
      }
      MechanismFamily family = family(names.map(any -> name.strip()), setting);
      if (families.stream().anyMatch(each -> each.name().equals(family.name()))) {
        throw new IllegalArgumentException("family: must name each once, twice " + name.strip());
      }
      families.add(family);
    }
    return families;
  }

  private static boolean sells(MechanismFamily family, Setting setting) {
    try {
      return !FamilyTraining.of(family, setting, none(), Map.of()).tunables().isEmpty()
          && family.layers(setting, family.defaultArchitecture(setting)) != null;
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }

  /**
   * The family of a name, or the setting's own.
   *
   * @throws IllegalArgumentException if there is none, or it cannot run the setting
   */
  public static MechanismFamily family(Optional<String> name, Setting setting) {
    if (name.isEmpty()) {
      return MechanismFamilies.defaultFor(setting);
    }
    List<String> names = MechanismFamilies.all().stream().map(MechanismFamily::name).toList();
    if (!names.contains(name.get())) {
      throw new IllegalArgumentException(
          "family: no family is called " + name.get() + Suggestion.clause(name.get(), names));
    }
    MechanismFamily family = MechanismFamilies.named(name.get());
    family.layers(setting, family.defaultArchitecture(setting));
    return family;
  }
}
