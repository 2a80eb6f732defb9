package io.sweepstake.core.projection;

import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.TruthfulFamily;
import io.sweepstake.core.program.NetworkWeights;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Truthful mechanisms made of another.
 *
 * @param stages at least one, in the order in which they were made
 * @param iterations of the training that made the last, if there was one
 * @param fullMenu what one bidder's stages were made of
 */
public record Projection(List<Stage> stages, OptionalLong iterations, Optional<FullMenu> fullMenu) {
  public Projection {
    stages = List.copyOf(stages);
    if (stages.isEmpty()) {
      throw new IllegalArgumentException("projection: needs at least one stage");
    }
  }

  /**
   * A truthful mechanism.
   *
   * @param revenue on the sample by which one is kept, which is not the one to report
   */
  public record Stage(
      String name,
      TruthfulFamily family,
      Architecture architecture,
      NetworkWeights weights,
      double revenue) {}

  /**
   * Every outcome as an option: a stage, too, where a network may have so many options.
   *
   * @param discount on all prices
   * @param revenue on fresh profiles
   * @param standardError of revenue
   * @param lead how much more than the stage that is kept it earns, on the same profiles
   * @param leadStandardError of the lead
   * @param guarantee on the same profiles
   */
  public record FullMenu(
      int options,
      double discount,
      double revenue,
      double standardError,
      double lead,
      double leadStandardError,
      Guarantee guarantee) {
    /** Its name, and its stage's. */
    public static final String NAME = "every outcome";
  }

  /** The stage that earns most on the sample by which one is kept; of equals the last. */
  public Stage kept() {
    return best(stages);
  }

  /** The full menu as a network, where one may have so many options. */
  public Optional<Stage> fullMenuStage() {
    return stages.stream().filter(stage -> stage.name().equals(FullMenu.NAME)).findFirst();
  }

  static Stage best(List<Stage> stages) {
    return stages.stream().reduce((a, b) -> b.revenue() >= a.revenue() ? b : a).orElseThrow();
  }
}
