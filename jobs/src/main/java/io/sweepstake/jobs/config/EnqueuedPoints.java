package io.sweepstake.jobs.config;

import io.sweepstake.sweeps.space.PartialPoint;
import io.sweepstake.sweeps.space.SearchSpace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Points to be run first, as people write them. */
public final class EnqueuedPoints {
  private EnqueuedPoints() {}

  /**
   * The values of each point by parameter name; dashes in names stand for underscores.
   *
   * @param raw a point or a list of points; each a map, or text such as {@code rate=0.1,width=64}
   * @throws IllegalArgumentException naming what could not be read
   */
  public static List<Map<String, String>> parse(Object raw) {
    List<?> all = raw instanceof List<?> list ? list : raw == null ? List.of() : List.of(raw);
    List<Map<String, String>> points = new ArrayList<>();
    for (Object one : all) {
      Map<String, String> point = new LinkedHashMap<>();
      if (one instanceof Map<?, ?> map) {
        map.forEach((name, value) -> point.put(String.valueOf(name), String.valueOf(value)));
      } else {
        point.putAll(
            Assignments.parse("enqueue", String.valueOf(one), "learning_rate=0.001,width=64"));
      }
      Map<String, String> named = new LinkedHashMap<>();
      point.forEach((name, value) -> named.put(name.replace('-', '_'), value));
      points.add(named);
    }
    return points;
  }

  /**
   * The points in a space.
   *
   * @throws IllegalArgumentException naming the parameter, the rule and the value
   */
  public static List<PartialPoint> in(SearchSpace space, List<Map<String, String>> points) {
    try {
      return points.stream().map(point -> PartialPoint.of(space, point)).toList();
    } catch (IllegalArgumentException outside) {
      throw new IllegalArgumentException("enqueue: " + outside.getMessage(), outside);
    }
  }
}
