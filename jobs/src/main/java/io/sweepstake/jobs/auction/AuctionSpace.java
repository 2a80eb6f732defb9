package io.sweepstake.jobs.auction;

import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a study of a family in a setting searches: the family's default ranges, changed as a person
 * asked.
 *
 * <p>Every value that a trial can meet has been checked when this exists: each range's ends make a
 * valid training.
 */
public final class AuctionSpace {
  private final List<AuctionParam> params;
  private final SearchSpace space;

  private AuctionSpace(List<AuctionParam> params, SearchSpace space) {
    this.params = params;
    this.space = space;
  }

  /** The default space. */
  public static AuctionSpace defaults(MechanismFamily family, Setting setting, long iterations) {
    return of(family, setting, iterations, Map.of());
  }

  /** The hyper-parameters a person can name. */
  public static List<AuctionParam> params(MechanismFamily family, Setting setting) {
    return AuctionParams.of(family, setting, Map.of());
  }

  /**
   * The hyper-parameters a person can name, as a preset sets them.
   *
   * @throws IllegalArgumentException if the preset is not known in this setting
   */
  public static List<AuctionParam> params(MechanismFamily family, Setting setting, String preset) {
    return AuctionParams.of(family, setting, Map.of(AuctionParams.PRESET, preset));
  }

  /**
   * The default space with some ranges replaced, or added.
   *
   * @param changes by parameter name
   * @throws IllegalArgumentException naming the parameter that does not exist, or whose range a
   *     training cannot use
   */
  public static AuctionSpace of(
      MechanismFamily family, Setting setting, long iterations, Map<String, Param<?>> changes) {
    List<AuctionParam> params = AuctionParams.of(family, setting, chosen(changes));
    Map<String, Param<?>> chosen = new LinkedHashMap<>();
    for (AuctionParam param : params) {
      if (changes.containsKey(param.name())) {
        chosen.put(param.name(), changes.get(param.name()));
      } else if (param.searched()) {
        chosen.put(param.name(), param.range());
      }
    }
    for (String name : changes.keySet()) {
      if (!chosen.containsKey(name)) {
        throw new IllegalArgumentException(
            "param "
                + name
                + ": family "
                + family.name()
                + " has no such hyper-parameter, choose from "
                + String.join(", ", params.stream().map(AuctionParam::name).toList()));
      }
    }
    AuctionSpace space =
        new AuctionSpace(params, SearchSpace.of(chosen.values().toArray(Param<?>[]::new)));
    space.checkEnds(new AuctionTraining(setting, family, iterations));
    return space;
  }

  /** What was chosen of that which decides about other hyper-parameters. */
  private static Map<String, String> chosen(Map<String, Param<?>> changes) {
    Map<String, String> chosen = new LinkedHashMap<>();
    for (String name : List.of(AuctionParams.PRESET, AuctionParams.LOSS)) {
      if (changes.get(name) instanceof CategoricalParam choice) {
        chosen.put(name, choice.choices().get(0));
      }
    }
    return chosen;
  }

  public SearchSpace space() {
    return space;
  }

  /** The values of parameters that are not searched. */
  public Map<String, Object> presets() {
    Map<String, Object> presets = new LinkedHashMap<>();
    for (AuctionParam param : params) {
      if (space.param(param.name()).isEmpty()) {
        presets.put(param.name(), param.preset());
      }
    }
    return presets;
  }

  /** A value for every hyper-parameter: the only one where one is left, else the preset. */
  public Map<String, Object> presetValues() {
    Map<String, Object> values = new LinkedHashMap<>();
    for (AuctionParam param : params) {
      Object value =
          space
              .param(param.name())
              .filter(Param::fixed)
              .<Object>map(fixed -> fixed.decode(0.5))
              .orElse(param.preset());
      values.put(param.name(), value);
    }
    return values;
  }

  private void checkEnds(AuctionTraining training) {
    for (Param<?> param : space.params()) {
      for (Object end : ends(param)) {
        // The others at their presets: one thing at a time.
        Map<String, Object> values = presetValues();
        values.put(param.name(), end);
        training.spec(values, 0);
      }
    }
  }

  private static List<Object> ends(Param<?> param) {
    if (param instanceof FloatParam number) {
      return List.of(number.low(), number.high());
    }
    if (param instanceof IntParam whole) {
      return List.of(whole.low(), whole.high());
    }
    return new ArrayList<>(((CategoricalParam) param).choices());
  }

  /** A point's values and, for what is not searched, the presets. */
  public Map<String, Object> values(Point point) {
    Map<String, Object> values = presets();
    values.putAll(point.values());
    return values;
  }
}
