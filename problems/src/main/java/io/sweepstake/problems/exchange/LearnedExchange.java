package io.sweepstake.problems.exchange;

import io.sweepstake.core.exchange.ExchangeSetting;
import io.sweepstake.core.exchange.ExchangeSettings;
import io.sweepstake.core.exchange.HospitalUtility;
import io.sweepstake.core.exchange.Lottery;
import io.sweepstake.core.exchange.MatchingRule;
import io.sweepstake.core.exchange.MaximumMatching;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.matchnet.MatchNetFile;
import io.sweepstake.core.quadratic.Packing;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.sweeps.problem.Problem;
import io.sweepstake.sweeps.problem.ProblemKinds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/** A rule that a study has learned, applied to pools. */
public final class LearnedExchange {
  /** The artifact of a trial that holds it. */
  public static final String ARTIFACT = ExchangeProblem.NETWORK;

  private final ExchangeSetting setting;
  private final MatchingRule rule;

  /**
   * @param study its name, for messages
   * @param settings of the study
   * @param artifact of one of its trials
   * @throws IllegalArgumentException if the study is of another kind of problem, or the artifact
   *     cannot be read
   */
  public LearnedExchange(String study, Map<String, String> settings, byte[] artifact) {
    Problem problem = ProblemKinds.problem(settings);
    if (!(problem instanceof ExchangeProblem exchange)) {
      throw new IllegalArgumentException(
          "%s: must be a study of kidney exchange, is of the problem %s"
              .formatted(study, problem.kind().name()));
    }
    setting = ExchangeSettings.named(exchange.setting());
    rule = MatchNetFile.fromBytes(artifact).rule(setting, Loops.best().get());
  }

  /**
   * A pool that a person says: numbers of pairs by type with commas between, hospitals with
   * semicolons between.
   *
   * @throws IllegalArgumentException saying what it must be
   */
  public int[] pool(String said) {
    String[] hospitals = said.split(";", -1);
    int[] pool = new int[setting.hospitals() * setting.types()];
    boolean fits = hospitals.length == setting.hospitals();
    for (int h = 0; fits && h < hospitals.length; h++) {
      String[] numbers = hospitals[h].split(",", -1);
      fits = numbers.length == setting.types();
      for (int t = 0; fits && t < numbers.length; t++) {
        fits = numbers[t].strip().matches("[0-9]{1,6}");
        pool[h * setting.types() + t] = fits ? Integer.parseInt(numbers[t].strip()) : 0;
      }
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "--pool: must be %d hospitals of %d whole numbers from 0 to 999999, such as '%s', was '%s'"
              .formatted(setting.hospitals(), setting.types(), text(drawn(0)), said));
    }
    return pool;
  }

  /** A pool of the setting's, as chance has it. */
  public int[] drawn(long seed) {
    return setting.pool(Seeds.derive(seed, "shown", 0), 0);
  }

  private String text(int[] pool) {
    StringBuilder text = new StringBuilder();
    for (int r = 0; r < pool.length; r++) {
      text.append(r == 0 ? "" : r % setting.types() == 0 ? ";" : ",").append(pool[r]);
    }
    return text.toString();
  }

  /**
   * What the rule does with a pool.
   *
   * @param structures a row for each that is matched: its pairs as hospital.type, how many of it
   *     are expected, and how many a lottery drew
   * @param notices what else there is to say, a sentence each
   */
  public record Matched(ResultTable structures, List<String> notices) {}

  /**
   * Matches a pool.
   *
   * @param seed of the lottery
   */
  public Matched match(int[] pool, long seed) {
    double[] reports = Arrays.stream(pool).asDoubleStream().toArray();
    double[] expected = rule.match(new double[][] {reports})[0];
    Optional<Lottery> lottery = Lottery.of(setting.central(), expected, reports);
    double ticket = Seeds.uniform(Seeds.derive(seed, "lottery", 0), 0);
    Optional<double[]> drawn = lottery.map(all -> all.draw(ticket));
    List<List<Object>> rows = new ArrayList<>();
    for (int j = 0; j < expected.length; j++) {
      double whole = drawn.isPresent() ? drawn.get()[j] : 0;
      if (expected[j] > 1e-6 || whole > 0) {
        Object shown = drawn.isPresent() ? (Object) Math.round(whole) : "";
        rows.add(
            Arrays.asList(
                structure(setting.central().columns().get(j)),
                Math.round(setting.pairs(j)),
                expected[j],
                shown));
      }
    }
    return new Matched(
        new ResultTable(List.of("structure", "pairs", "expected", "drawn"), rows),
        notices(pool, reports, expected, lottery, drawn));
  }

  /**
   * How many pairs are matched of a report.
   *
   * @param most how many whole matchings of what is reported could match
   * @param matched how many the rule matches
   * @param gets what each hospital gets, with what it then matches of its hidden and left-over
   *     pairs
   */
  public record Counts(double most, double matched, List<Double> gets) {
    public Counts {
      gets = List.copyOf(gets);
    }
  }

  /**
   * What comes of a report.
   *
   * @param pool what there is
   * @param reported of it
   */
  public Counts counts(int[] pool, int[] reported) {
    double[] reports = Arrays.stream(reported).asDoubleStream().toArray();
    double[] matching = rule.match(new double[][] {reports})[0];
    double[] most = new MaximumMatching(setting).match(new double[][] {reports})[0];
    HospitalUtility utility = new HospitalUtility(setting);
    List<Double> gets = new ArrayList<>();
    for (int h = 0; h < setting.hospitals(); h++) {
      gets.add(utility.of(h, pool, matching));
    }
    return new Counts(setting.welfare(most), setting.welfare(matching), gets);
  }

  private List<String> notices(
      int[] pool,
      double[] reports,
      double[] expected,
      Optional<Lottery> lottery,
      Optional<double[]> drawn) {
    List<String> notices = new ArrayList<>();
    notices.add("pool " + text(pool) + ", hospitals with semicolons between");
    notices.add(
        lottery
            .map(LearnedExchange::said)
            .orElse(
                "no lottery over whole matchings was found that has this expectation: it cannot be"
                    + " carried out, and nothing is drawn"));
    double most = setting.welfare(new MaximumMatching(setting).match(new double[][] {reports})[0]);
    notices.add(
        "%s pairs are matched of %s that can be%s"
            .formatted(
                number(setting.welfare(expected)),
                number(most),
                drawn.map(d -> "; drawn were " + number(setting.welfare(d))).orElse("")));
    HospitalUtility utility = new HospitalUtility(setting);
    IntUnaryOperator reported =
        hospital ->
            Arrays.stream(pool, hospital * setting.types(), (hospital + 1) * setting.types()).sum();
    for (int h = 0; h < setting.hospitals(); h++) {
      int hospital = h;
      notices.add(
          "hospital %d reports %d pairs, can match %s alone, and gets %s%s"
              .formatted(
                  h + 1,
                  reported.applyAsInt(h),
                  number(utility.alone(h, pool)),
                  number(utility.of(h, pool, expected)),
                  drawn
                      .map(d -> ", " + number(utility.of(hospital, pool, d)) + " as drawn")
                      .orElse("")));
    }
    return notices;
  }

  private static String said(Lottery lottery) {
    int matchings = lottery.tickets().size();
    return matchings == 1
        ? "one whole matching has this expectation"
        : "a lottery over " + matchings + " whole matchings";
  }

  private static String number(double value) {
    return Math.abs(value - Math.rint(value)) < 1e-6
        ? String.valueOf(Math.round(value))
        : String.format(Locale.ROOT, "%.3f", value);
  }

  /** Its pairs as hospital.type, both from 1. */
  private String structure(Packing.Column column) {
    StringBuilder text = new StringBuilder();
    for (int k = 0; k < column.at().length; k++) {
      int row = column.at()[k];
      String pair = (row / setting.types() + 1) + "." + (row % setting.types() + 1);
      for (int times = 0; times < Math.rint(column.amounts()[k]); times++) {
        text.append(text.isEmpty() ? "" : " + ").append(pair);
      }
    }
    return text.toString();
  }
}
