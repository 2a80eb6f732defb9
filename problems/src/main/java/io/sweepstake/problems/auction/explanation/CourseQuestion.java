package io.sweepstake.problems.auction.explanation;

import io.sweepstake.core.engine.tiles.NetworkMechanism;
import io.sweepstake.core.explanation.AttackedProfiles;
import io.sweepstake.core.explanation.LayerGradients;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.problems.auction.TruthfulVersion;
import java.util.ArrayList;
import java.util.List;

/**
 * How a training stands at a checkpoint: revenue, regret, what is earned from bidders who lie, the
 * layers that revenue and regret would change, and what can be read off layers by then.
 */
record CourseQuestion() implements Question {
  static final String REVENUE = "revenue";
  static final String REGRET = "regret";

  /** The same, by its natural logarithm: in proportion it goes on falling. */
  static final String LOG_REGRET = "log_regret";

  static final String AT_LIES = "revenue_at_lies/revenue";
  static final String TRUTHFUL = "truthful_revenue";
  static final String REVENUE_SHARE = "revenue_gradient_share";
  static final String REGRET_SHARE = "regret_gradient_share";
  static final String COSINE = "gradient_cosine";

  @Override
  public List<Finding> ask(Asked network) {
    long step = network.subject.step();
    Mechanism mechanism = network.mechanism();
    AttackedProfiles profiles = network.attacked(network.circumstances.fewerProfiles());
    Asked.Notes course = network.notes(Analysis.COURSE);
    double truthful = Asked.paid(mechanism.run(profiles.truth()));
    double lying = Asked.paid(mechanism.run(profiles.found().misreports()));
    course.add("", step, REVENUE, network.revenue(mechanism));
    course.add("", step, REGRET, Asked.regret(profiles));
    course.add("", step, LOG_REGRET, Math.log(Asked.regret(profiles)));
    course.add("", step, AT_LIES, lying / truthful);
    if (network.circumstances.truthful()
        && TruthfulVersion.takesSeconds(network.setting, network.subject.network())) {
      course.add("", step, TRUTHFUL, truthfulRevenue(network));
    }
    Asked.Notes gradients = network.notes(Analysis.GRADIENT);
    LayerGradients.of(network.program, network.weights, network.engine.kernels(), profiles)
        .parts(network.layers())
        .forEach(
            part -> {
              gradients.add(part.layer(), "", step, REVENUE_SHARE, part.revenueShare());
              gradients.add(part.layer(), "", step, REGRET_SHARE, part.regretShare());
              gradients.add(part.layer(), "", step, COSINE, part.cosine());
            });
    Asked.Notes probes = network.notes(Analysis.PROBE);
    Probes.of(network, profiles).along(probes, step);
    List<Finding> all = new ArrayList<>(course.all());
    all.addAll(gradients.all());
    all.addAll(probes.all());
    return all;
  }

  private static double truthfulRevenue(Asked network) {
    NetworkFile made =
        TruthfulVersion.of(
                network.setting,
                network.subject.network(),
                TruthfulVersion.quickly(network.circumstances.seed()))
            .network();
    return network.revenue(
        MechanismFamilies.named(made.family())
            .mechanism(
                network.setting,
                made.architecture(),
                made.weights(),
                NetworkMechanism.on(network.engine.kernels())));
  }
}
