package io.sweepstake.sweeps.problem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The kinds of problem that are here: those on the class path of this thread. */
public final class ProblemKinds {
  /** The setting by which a study says what kind its problem is of. */
  public static final String KEY = "problem";

  private ProblemKinds() {}

  /** All of them, by name. */
  public static List<ProblemKind> all() {
    List<ProblemKind> kinds = new ArrayList<>();
    ServiceLoader.load(ProblemKind.class).forEach(kinds::add);
    kinds.sort(Comparator.comparing(ProblemKind::name));
    return kinds;
  }

  /**
   * The problem that some settings are about: of the kind they name, else of the one kind that
   * wants nothing they do not have.
   *
   * @throws IllegalArgumentException if there is no such kind, or the settings are wrong for it
   */
  public static Problem problem(Map<String, String> settings) {
    return of(settings).problem(new TreeMap<>(settings));
  }

  /**
   * The kind of problem that some settings are about.
   *
   * @throws IllegalArgumentException if there is none, or more than one
   */
  public static ProblemKind of(Map<String, String> settings) {
    List<ProblemKind> all = all();
    String named = settings.get(KEY);
    List<ProblemKind> fitting =
        all.stream()
            .filter(
                kind ->
                    named == null
                        ? kind.fields().stream()
                            .filter(Field::required)
                            .allMatch(field -> settings.containsKey(field.key()))
                        : kind.name().equals(named))
            .toList();
    if (fitting.size() == 1) {
      return fitting.get(0);
    }
    List<String> names = all.stream().map(ProblemKind::name).toList();
    if (named != null) {
      throw new IllegalArgumentException(
          KEY + ": must be one of " + names + ", was " + named + "; is its jar on the class path?");
    }
    if (all.size() == 1) {
      throw new IllegalArgumentException(
          all.get(0).fields().stream()
                  .filter(field -> field.required() && !settings.containsKey(field.key()))
                  .findFirst()
                  .orElseThrow()
                  .key()
              + ": must be given");
    }
    throw new IllegalArgumentException(
        KEY + ": must be given, one of " + names + ", as what is said does not tell which");
  }
}
