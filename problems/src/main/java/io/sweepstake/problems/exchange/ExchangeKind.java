package io.sweepstake.problems.exchange;

import io.sweepstake.core.exchange.ExchangeSetting;
import io.sweepstake.core.exchange.ExchangeSettings;
import io.sweepstake.core.matchnet.MatchNetFile;
import io.sweepstake.jobs.config.Fields;
import io.sweepstake.sweeps.problem.Field;
import io.sweepstake.sweeps.problem.NamedSetting;
import io.sweepstake.sweeps.problem.ProblemKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Learned kidney exchanges: matchings that are large although hospitals look for what to hide. */
public final class ExchangeKind implements ProblemKind {
  static final String SETTING = "setting";
  static final String FAMILY = "family";
  static final String ITERATIONS = "iterations";
  private static final String BEGINNING = "exchange";
  private static final long DEFAULT_ITERATIONS = 2000;

  @Override
  public String name() {
    return "exchange";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        Field.required(
            SETTING,
            "SETTING",
            "The kidney exchange; 'sweepstake settings' lists them.",
            BEGINNING),
        Field.optional(FAMILY, "FAMILY", "What is trained", MatchNetFile.FAMILY),
        Field.optional(ITERATIONS, "N", "Training iterations of each trial", DEFAULT_ITERATIONS));
  }

  @Override
  public List<String> gridDefaults() {
    return ExchangeSettings.names();
  }

  @Override
  public List<NamedSetting> namedSettings() {
    return ExchangeSettings.names().stream().map(ExchangeKind::named).toList();
  }

  private static NamedSetting named(String name) {
    ExchangeSetting setting = ExchangeSettings.named(name);
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("hospitals", setting.hospitals());
    about.put("types", setting.types());
    about.put("structures", setting.central().size());
    about.put("family", MatchNetFile.FAMILY);
    return new NamedSetting(name, about, ExchangeSettings.description(name));
  }

  @Override
  public Map<String, List<String>> examples() {
    return Map.of(
        "sweep",
        List.of(
            "sweepstake sweep --setting exchange-7types-2hospitals --trials 20 \\",
            "    --iterations 500 --study studies/kidneys"));
  }

  @Override
  public ExchangeProblem problem(SortedMap<String, String> settings) {
    SortedMap<String, String> own = own(settings);
    String family = own.get(FAMILY);
    if (!family.equals(MatchNetFile.FAMILY)) {
      throw new IllegalArgumentException(
          "family: of kidney exchanges there is " + MatchNetFile.FAMILY + ", was " + family);
    }
    long iterations = new Fields(own).number(ITERATIONS).getAsLong();
    if (iterations < 1 || iterations > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "iterations: must be from 1 to 2147483647, was " + iterations);
    }
    return new ExchangeProblem(own, ExchangeSettings.named(own.get(SETTING)).name(), iterations);
  }
}
