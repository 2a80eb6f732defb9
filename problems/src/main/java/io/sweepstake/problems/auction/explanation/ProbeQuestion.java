package io.sweepstake.problems.auction.explanation;

import io.sweepstake.core.explanation.AttackedProfiles;
import java.util.List;

/** What can be read off each layer. */
record ProbeQuestion() implements Question {
  @Override
  public List<Finding> ask(Asked network) {
    AttackedProfiles profiles = network.attacked(network.circumstances.profiles());
    Asked.Notes probes = network.notes(Analysis.PROBE);
    Probes.of(network, profiles).all(probes);
    return probes.all();
  }
}
