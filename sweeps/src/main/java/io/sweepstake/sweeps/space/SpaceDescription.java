package io.sweepstake.sweeps.space;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Search spaces as plain maps and lists, the form in which JSON and YAML hold them:
 *
 * <pre>
 * - {name: learning_rate, type: float, low: 1e-5, high: 1e-2, scale: log}
 * - {name: width, type: int, low: 16, high: 128, step: 16}
 * - {name: optimiser, type: categorical, choices: [adam, sgd]}
 * - {name: momentum, type: float, low: 0, high: 1, when: {optimiser: [sgd]}}
 * </pre>
 */
public final class SpaceDescription {
  private static final Set<String> KEYS =
      Set.of("name", "type", "low", "high", "scale", "step", "choices", "when");

  private SpaceDescription() {}

  public static List<Map<String, Object>> describe(SearchSpace space) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Param<?> param : space.params()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("name", param.name());
      if (param instanceof FloatParam f) {
        row.put("type", "float");
        row.put("low", f.low());
        row.put("high", f.high());
        if (f.scale() == Scale.LOG) {
          row.put("scale", "log");
        }
        if (f.step() > 0) {
          row.put("step", f.step());
        }
      } else if (param instanceof IntParam i) {
        row.put("type", "int");
        row.put("low", i.low());
        row.put("high", i.high());
        if (i.scale() == Scale.LOG) {
          row.put("scale", "log");
        }
        if (i.step() > 1) {
          row.put("step", i.step());
        }
      } else if (param instanceof CategoricalParam c) {
        row.put("type", "categorical");
        row.put("choices", c.choices());
      }
      space
          .condition(param)
          .ifPresent(when -> row.put("when", Map.of(when.parent().name(), when.choices())));
      rows.add(row);
    }
    return rows;
  }

  /**
   * Reads what {@link #describe} writes, or what a person wrote in its form.
   *
   * @throws IllegalArgumentException naming the parameter, the rule and the value
   */
  public static SearchSpace parse(List<? extends Map<String, ?>> rows) {
    List<Param<?>> params = new ArrayList<>();
    Map<String, Condition> conditions = new HashMap<>();
    for (Map<String, ?> row : rows) {
      Param<?> param = param(row);
      if (row.get("when") != null) {
        conditions.put(param.name(), condition(param.name(), row.get("when"), params));
      }
      params.add(param);
    }
    return new SearchSpace(params, conditions);
  }

  private static Param<?> param(Map<String, ?> row) {
    String name = Param.checkName("param", row.get("name") instanceof String text ? text : null);
    for (String key : row.keySet()) {
      if (!KEYS.contains(key)) {
        throw new IllegalArgumentException(
            name
                + ": a parameter is described by "
                + KEYS.stream().sorted().toList()
                + ", was "
                + key);
      }
    }
    Scale scale = scale(name, row.get("scale"));
    Object type = row.get("type");
    if ("float".equals(type)) {
      double step = row.get("step") == null ? 0 : real(name, "step", row);
      return new FloatParam(name, real(name, "low", row), real(name, "high", row), scale, step);
    }
    if ("int".equals(type)) {
      int step = row.get("step") == null ? 1 : whole(name, "step", row);
      return new IntParam(name, whole(name, "low", row), whole(name, "high", row), scale, step);
    }
    if ("categorical".equals(type)) {
      if (!(row.get("choices") instanceof List<?> choices)) {
        throw new IllegalArgumentException(
            name + ": choices must be a list, was " + row.get("choices"));
      }
      return new CategoricalParam(name, choices.stream().map(String::valueOf).toList());
    }
    throw new IllegalArgumentException(
        name + ": type must be one of [float, int, categorical], was " + type);
  }

  private static Scale scale(String name, Object raw) {
    if (raw == null || "linear".equals(raw)) {
      return Scale.LINEAR;
    }
    if ("log".equals(raw)) {
      return Scale.LOG;
    }
    throw new IllegalArgumentException(name + ": scale must be one of [linear, log], was " + raw);
  }

  private static Condition condition(String child, Object raw, List<Param<?>> before) {
    if (!(raw instanceof Map<?, ?> map) || map.size() != 1) {
      throw new IllegalArgumentException(
          child + ": when must be one parent with its choices, was " + raw);
    }
    Map.Entry<?, ?> entry = map.entrySet().iterator().next();
    for (Param<?> param : before) {
      if (param.name().equals(entry.getKey()) && param instanceof CategoricalParam parent) {
        if (entry.getValue() == null) {
          throw new IllegalArgumentException(
              child + ": when must name choices of " + parent.name() + ", was null");
        }
        List<?> choices =
            entry.getValue() instanceof List<?> list ? list : List.of(entry.getValue());
        return new Condition(parent, choices.stream().map(String::valueOf).toList());
      }
    }
    throw new IllegalArgumentException(
        child + ": when must name a categorical parameter before it, was " + entry.getKey());
  }

  private static double real(String name, String key, Map<String, ?> row) {
    Object raw = row.get(key);
    double value = Double.NaN;
    if (raw instanceof Number number) {
      value = number.doubleValue();
    } else if (raw instanceof String text) {
      // YAML 1.1 reads 1e-5 as text, because it has no point.
      try {
        value = Double.parseDouble(text);
      } catch (NumberFormatException notANumber) {
        value = Double.NaN;
      }
    }
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          name + ": " + key + " must be a finite number, was " + raw);
    }
    return value;
  }

  private static int whole(String name, String key, Map<String, ?> row) {
    double value = real(name, key, row);
    if (value != (int) value) {
      throw new IllegalArgumentException(
          name + ": " + key + " must be a whole number, was " + row.get(key));
    }
    return (int) value;
  }
}
