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
   * The kind of problem that some settings are about: the one they name; else the one that has all
   * its required fields among them, and their values begin as it wants. One that wants a beginning
   * goes before those that take any value.
   *
   * @throws IllegalArgumentException if there is none, or more than one
   */
  public static ProblemKind of(Map<String, String> settings) {
    List<ProblemKind> all = all();
    String named = settings.get(KEY);
    if (named != null) {
      return all.stream()
          .filter(kind -> kind.name().equals(named))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      KEY
                          + ": must be one of "
                          + all.stream().map(ProblemKind::name).toList()
                          + ", was "
                          + named
                          + "; is its jar on the class path?"));
    }
    List<ProblemKind> fitting = all.stream().filter(kind -> fits(kind, settings)).toList();
    List<ProblemKind> surely = fitting.stream().filter(ProblemKinds::wantsBeginning).toList();
    List<ProblemKind> chosen = surely.isEmpty() ? fitting : surely;
    if (chosen.size() == 1) {
      return chosen.get(0);
    }
    requireAskedByAll(all, settings);
    throw new IllegalArgumentException(
        KEY
            + ": must be given, one of "
            + all.stream().map(ProblemKind::name).toList()
            + ", as what is said does not tell which");
  }

  private static boolean fits(ProblemKind kind, Map<String, String> settings) {
    return kind.fields().stream()
        .filter(Field::required)
        .allMatch(
            field -> {
              String value = settings.get(field.key());
              return value != null && value.startsWith(field.beginning().orElse(""));
            });
  }

  private static boolean wantsBeginning(ProblemKind kind) {
    return kind.fields().stream().anyMatch(field -> field.beginning().isPresent());
  }

  /** The first field that every kind wants must be there. */
  private static void requireAskedByAll(List<ProblemKind> all, Map<String, String> settings) {
    for (Field field : all.isEmpty() ? List.<Field>of() : all.get(0).fields()) {
      boolean everywhere = all.stream().allMatch(kind -> wants(kind, field.key()));
      if (everywhere && !settings.containsKey(field.key())) {
        throw new IllegalArgumentException(field.key() + ": must be given");
      }
    }
  }

  private static boolean wants(ProblemKind kind, String key) {
    return kind.fields().stream().anyMatch(field -> field.required() && field.key().equals(key));
  }
}
