package io.sweepstake.problems.exchange;

import io.sweepstake.core.exchange.ExchangeSettings;
import io.sweepstake.core.exchange.SevenTypePath;
import io.sweepstake.sweeps.figure.Axis;
import io.sweepstake.sweeps.figure.Figure;
import io.sweepstake.sweeps.figure.Illustrated;
import io.sweepstake.sweeps.figure.Illustrator;
import io.sweepstake.sweeps.figure.Layer;
import io.sweepstake.sweeps.figure.Mark;
import io.sweepstake.sweeps.figure.Section;
import io.sweepstake.sweeps.figure.Series;
import io.sweepstake.sweeps.figure.Table;
import io.sweepstake.sweeps.problem.Reference;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Shows trials between the rules that are known, and what the best does with known pools. */
record ExchangeIllustrator(ExchangeProblem problem) implements Illustrator {
  private static final Metric WELFARE = ExchangeMetrics.WELFARE_RATIO.metric();
  private static final Metric REGRET = ExchangeMetrics.REGRET.metric();

  @Override
  public List<Section> sections(Illustrated study) throws IOException {
    List<Mark.Point> trials =
        study.history().trials().stream()
            .flatMap(trial -> point(trial.state().metrics(), "trial " + trial.number()).stream())
            .toList();
    if (trials.isEmpty()) {
      return List.of();
    }
    List<Table> tables = new ArrayList<>();
    Optional<byte[]> network = study.ofBest(ExchangeProblem.NETWORK);
    if (problem.setting().equals(ExchangeSettings.SEVEN_TYPES) && network.isPresent()) {
      tables.add(canonical(new LearnedExchange(problem.name(), problem.settings(), network.get())));
    }
    return List.of(
        new Section(
            "Welfare and regret",
            List.of(
                "Mix and Match leaves nothing to gain by hiding and matches fewer; maximum matching"
                    + " matches most and invites it. Trials are measured on fewer pools than the"
                    + " best one, which is judged on fresh ones."),
            List.of(figure(study, trials)),
            tables));
  }

  private Figure figure(Illustrated study, List<Mark.Point> trials) {
    List<Layer> layers = new ArrayList<>(List.of(new Series("trial", Mark.DOT, trials)));
    List<Mark.Point> all = new ArrayList<>(trials);
    for (Reference reference : problem.references()) {
      point(reference.metrics(), reference.name())
          .ifPresent(
              point -> {
                layers.add(new Series(reference.name(), Mark.TRIANGLE, List.of(point)));
                all.add(point);
              });
    }
    study
        .best()
        .flatMap(best -> point(best.state().metrics(), "trial " + best.number()))
        .ifPresent(
            best -> {
              layers.add(new Series("best", Mark.STAR, List.of(best)));
              all.add(best);
            });
    return new Figure(
        "welfare-and-regret",
        "Pairs matched and what hiding gains",
        "To the left hospitals gain nothing by hiding; above, all pairs are matched that can be.",
        Axis.around(
            "regret, pairs per hospital", all.stream().mapToDouble(Mark.Point::x).toArray(), false),
        Axis.around(
            "pairs matched, share", all.stream().mapToDouble(Mark.Point::y).toArray(), false),
        layers);
  }

  /** Empty where either was not measured. */
  private static Optional<Mark.Point> point(Metrics metrics, String note) {
    OptionalDouble regret = metrics.value(REGRET);
    OptionalDouble welfare = metrics.value(WELFARE);
    return regret.isPresent() && welfare.isPresent()
        ? Optional.of(new Mark.Point(regret.getAsDouble(), welfare.getAsDouble(), note))
        : Optional.empty();
  }

  /** The canonical pool of the seven types, and the two in which a hospital hides. */
  private static Table canonical(LearnedExchange learned) {
    List<List<Object>> rows = new ArrayList<>();
    rows.add(row("the canonical pool", learned, SevenTypePath.canonical()));
    rows.add(row("the first hospital hides its 5 and 6", learned, SevenTypePath.firstHides()));
    rows.add(row("the second hospital hides its 2 and 3", learned, SevenTypePath.secondHides()));
    return new Table(
        "What the best trial does with known pools",
        List.of("reported", "can_be_matched", "matched", "hospital_1_gets", "hospital_2_gets"),
        rows);
  }

  /** What hospitals get counts the pairs that they hide, and match alone. */
  private static List<Object> row(String name, LearnedExchange learned, int[] reported) {
    LearnedExchange.Counts counts = learned.counts(SevenTypePath.canonical(), reported);
    return List.of(
        name, counts.most(), counts.matched(), counts.gets().get(0), counts.gets().get(1));
  }
}
