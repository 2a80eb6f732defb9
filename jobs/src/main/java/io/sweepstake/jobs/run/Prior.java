package io.sweepstake.jobs.run;

import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.space.PartialPoint;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.store.parquet.StudyFolder;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What another study, of another setting or length, found best, to be run again in this one. A
 * value goes to the same place of its range, on the range's scale: where ranges know the length of
 * a training, or the setting, so does a place in them.
 *
 * @param source the other study's directory
 */
public record Prior(String source) {
  /** How many of its points are worth a try: the named one, and the best beside it. */
  private static final int POINTS = 3;

  /** The points of some studies, those of the first first. */
  public static List<PartialPoint> all(List<String> sources, SearchSpace space) throws IOException {
    List<PartialPoint> points = new ArrayList<>();
    for (String source : sources) {
      points.addAll(new Prior(source).points(space));
    }
    return points;
  }

  /**
   * Its best points, best first; what they do not say of this space is left open.
   *
   * @throws IllegalArgumentException if it has found nothing, or searched nothing that this space
   *     has
   */
  public List<PartialPoint> points(SearchSpace space) throws IOException {
    History history = StudyView.of(source).history();
    if (history.completedCount() == 0) {
      throw new IllegalArgumentException("prior: " + source + " has no completed trial");
    }
    List<PartialPoint> points = new ArrayList<>();
    for (Trial trial : best(history)) {
      Map<String, Object> values = values(trial.point(), space);
      if (values.isEmpty()) {
        throw new IllegalArgumentException(
            "prior: %s searched none of what this study searches, %s"
                .formatted(
                    source,
                    space.params().stream().filter(p -> !p.fixed()).map(Param::name).toList()));
      }
      points.add(PartialPoint.of(space, values));
    }
    return points;
  }

  /** The one that its verdict names, and the best by their own measure. */
  private Set<Trial> best(History history) throws IOException {
    Set<Trial> best = new LinkedHashSet<>();
    Optional<Verdict> verdict = Verdict.in(new StudyFolder(source), history);
    verdict.ifPresent(named -> best.add(history.trial(named.trial())));
    for (Trial trial : Ranking.best(history, POINTS)) {
      if (best.size() < POINTS) {
        best.add(trial);
      }
    }
    return best;
  }

  private static Map<String, Object> values(Point point, SearchSpace space) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Param<?> from : point.space().params()) {
      space
          .param(from.name())
          .filter(to -> !to.fixed() && to.getClass() == from.getClass())
          .flatMap(to -> moved(point, from, to))
          .ifPresent(value -> values.put(from.name(), value));
    }
    return values;
  }

  /** The value at the same place of another range; the same choice, if that is one. */
  private static <S, T> Optional<Object> moved(Point point, Param<S> from, Param<T> to) {
    double number = point.number(point.space().indexOf(from.name()));
    if (Double.isNaN(number)) {
      return Optional.empty();
    }
    S value = from.value(number);
    if (from.equals(to)) {
      return Optional.of(value);
    }
    if (to instanceof CategoricalParam choice) {
      return Optional.of(value).map(Object::toString).filter(choice::contains).map(v -> v);
    }
    return Optional.of(to.decode(from.encode(value)));
  }
}
