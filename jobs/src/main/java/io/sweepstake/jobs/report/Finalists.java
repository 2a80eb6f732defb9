package io.sweepstake.jobs.report;

import io.sweepstake.core.economics.Estimate;
import io.sweepstake.core.economics.Evaluation;
import io.sweepstake.core.economics.OptimumAlarm;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Trial;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Networks under attack, best first. */
public record Finalists(List<Finalist> finalists) {
  public Finalists {
    finalists = List.copyOf(finalists);
  }

  /** Attacks the network of a trial. */
  @FunctionalInterface
  public interface Attack {
    /** What is found; empty if the trial left no network. */
    Optional<Finalist> on(Trial trial) throws IOException;
  }

  /**
   * The first of some trials under attack and, while none of them has kept to the constraints, the
   * next ones that did in their own measurement.
   *
   * <p>The best of many trials are those whose regret was measured too low: a stronger attack finds
   * more.
   *
   * @param trials best first
   * @param count how many are attacked in any case
   */
  public static Finalists underAttack(
      List<Trial> trials, int count, Objective objective, Attack attack) throws IOException {
    List<Finalist> attacked = new ArrayList<>();
    boolean kept = false;
    for (Trial trial : trials) {
      boolean keeps = objective.violation(trial.state().metrics()) == 0;
      if (attacked.size() >= count && (kept || !keeps)) {
        break;
      }
      Optional<Finalist> finalist = attack.on(trial);
      finalist.ifPresent(attacked::add);
      kept |= finalist.filter(f -> objective.violation(f.metrics()) == 0).isPresent();
    }
    return ranked(attacked, objective);
  }

  /**
   * Trials' networks, ranked anew by the study's objective: the search had only weaker evidence.
   */
  public static Finalists ranked(List<Finalist> finalists, Objective objective) {
    List<Finalist> ranked = new ArrayList<>(finalists);
    ranked.sort(
        Comparator.comparingDouble((Finalist f) -> objective.violation(f.metrics()))
            .thenComparingDouble(
                f ->
                    objective
                        .goals()
                        .get(0)
                        .loss(objective.value(f.metrics()).orElse(Double.NaN))));
    return new Finalists(ranked);
  }

  /** A network that is no trial's. */
  public static Finalists of(String name, Evaluation evaluation) {
    return new Finalists(List.of(new Finalist(name, -1, evaluation, Metrics.NONE)));
  }

  /**
   * The finalists beside classical auctions.
   *
   * @param references of the setting; where the optimum is among them, its distance is a column
   */
  public ResultTable table(List<Reference> references) {
    Optional<Reference> optimum = references.stream().filter(Reference::optimum).findFirst();
    List<List<Object>> rows = new ArrayList<>();
    for (Finalist finalist : finalists) {
      Evaluation evaluation = finalist.evaluation();
      Estimate revenue = evaluation.revenue();
      Estimate regret = evaluation.regret();
      rows.add(
          row(
              optimum,
              finalist.name(),
              revenue.mean(),
              revenue.standardError(),
              regret.mean(),
              regret.standardError(),
              evaluation.worstRegret(),
              regret.p95(),
              regret.max(),
              ratio(evaluation),
              evaluation.irViolation().max(),
              evaluation.efficiency().mean()));
    }
    for (Reference reference : references) {
      Object error = reference.standardError() > 0 ? reference.standardError() : null;
      // Truthful auctions, whose regret is 0; what is not known of them is left empty.
      rows.add(
          row(
              optimum,
              reference.name(),
              reference.revenue(),
              error,
              0.0,
              null,
              0.0,
              null,
              null,
              null,
              null,
              null));
    }
    List<String> columns =
        new ArrayList<>(
            List.of(
                "auction",
                "revenue",
                "revenue_se",
                "regret",
                "regret_se",
                "regret_worst_bidder",
                "regret_p95",
                "regret_max",
                "strong_over_cheap",
                "ir_violation_max",
                "efficiency"));
    optimum.ifPresent(known -> columns.add("optimum_gap"));
    return new ResultTable(columns, rows);
  }

  private static List<Object> row(Optional<Reference> optimum, Object... cells) {
    List<Object> row = new ArrayList<>(Arrays.asList(cells));
    optimum.ifPresent(known -> row.add(known.revenue() - (double) row.get(1)));
    return row;
  }

  private static Object ratio(Evaluation evaluation) {
    OptionalDouble ratio = evaluation.attackRatio();
    return ratio.isPresent() ? ratio.getAsDouble() : null;
  }

  /**
   * The same as rows to keep: one per finalist, all of the same network.
   *
   * @param attack its name
   * @param seed of the profiles
   * @param network the fingerprint of the network
   */
  public ResultTable evaluations(String attack, long seed, String network) {
    List<List<Object>> rows = new ArrayList<>();
    for (Finalist finalist : finalists) {
      Evaluation evaluation = finalist.evaluation();
      Estimate monotonicity = evaluation.monotonicityViolation().orElse(null);
      rows.add(
          Arrays.asList(
              finalist.trial(),
              attack,
              evaluation.revenue().mean(),
              evaluation.revenue().standardError(),
              evaluation.regret().mean(),
              evaluation.regret().standardError(),
              evaluation.worstRegret(),
              evaluation.regret().p95(),
              evaluation.regret().max(),
              evaluation.cheapRegret().mean(),
              evaluation.irViolation().mean(),
              evaluation.irViolation().standardError(),
              evaluation.irViolation().max(),
              evaluation.overAllocation().max(),
              evaluation.welfare().mean(),
              evaluation.welfare().standardError(),
              evaluation.efficiency().mean(),
              evaluation.efficiency().standardError(),
              monotonicity == null ? null : monotonicity.mean(),
              evaluation.revenue().count(),
              evaluation.regret().count(),
              seed,
              network));
    }
    return new ResultTable(
        List.of(
            "trial",
            "attack",
            "revenue",
            "revenue_se",
            "regret",
            "regret_se",
            "regret_worst_bidder",
            "regret_p95",
            "regret_max",
            "regret_cheap",
            "ir_violation",
            "ir_violation_se",
            "ir_violation_max",
            "over_allocation_max",
            "welfare",
            "welfare_se",
            "efficiency",
            "efficiency_se",
            "monotonicity_violation",
            "profiles",
            "attacked_profiles",
            "seed",
            "network"),
        rows);
  }

  /**
   * An evaluation from the row that {@link #evaluations} made of it. What the row does not have,
   * and no table shows, is 0.
   *
   * @param row values by column
   */
  public static Evaluation evaluation(Map<String, Object> row) {
    return new Evaluation(
        estimate(row, "revenue", "revenue_se", "", "", "profiles"),
        estimate(row, "welfare", "welfare_se", "", "", "profiles"),
        estimate(row, "efficiency", "efficiency_se", "", "", "profiles"),
        estimate(row, "ir_violation", "ir_violation_se", "", "ir_violation_max", "profiles"),
        estimate(row, "", "", "", "over_allocation_max", "profiles"),
        estimate(row, "regret", "regret_se", "regret_p95", "regret_max", "attacked_profiles"),
        List.of(estimate(row, "regret_worst_bidder", "", "", "", "attacked_profiles")),
        estimate(row, "regret_cheap", "", "", "", "attacked_profiles"),
        row.get("monotonicity_violation") == null
            ? Optional.empty()
            : Optional.of(estimate(row, "monotonicity_violation", "", "", "", "profiles")));
  }

  private static Estimate estimate(
      Map<String, Object> row, String mean, String error, String p95, String max, String count) {
    return new Estimate(
        real(row, mean),
        real(row, error),
        real(row, p95),
        real(row, max),
        ((Number) row.get(count)).longValue());
  }

  private static double real(Map<String, Object> row, String column) {
    return row.get(column) instanceof Number number ? number.doubleValue() : 0;
  }

  /** One sentence per finalist whose revenue is too good to be true. */
  public List<String> alarms(Setting setting) {
    List<String> alarms = new ArrayList<>();
    for (Finalist finalist : finalists) {
      OptimumAlarm.of(setting, finalist.evaluation().revenue())
          .ifPresent(alarm -> alarms.add(finalist.name() + ": " + alarm));
    }
    return alarms;
  }
}
