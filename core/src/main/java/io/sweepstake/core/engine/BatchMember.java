package io.sweepstake.core.engine;

import io.sweepstake.core.descent.AscentRule;
import io.sweepstake.core.descent.Descent;
import io.sweepstake.core.network.AuctionProgram;
import io.sweepstake.core.setting.Setting;
import java.util.List;
import java.util.Objects;

/**
 * What a batch must know of one training before it begins; what changes by iteration is said by
 * iteration.
 *
 * @param profiles per iteration; at least 1
 * @param rule by which misreports ascend
 * @param ascents of misreports, for each profile and bidder; at least 1
 * @param recalled whether each ascent starts from a misreport that is given
 * @param fresh how many other candidates there are; at least 0
 * @param monotonicity whether {@link Batch#sweepMonotonicity} will be called
 * @param descent how weights follow the gradient; its schedule is the caller's
 */
public record BatchMember(
    AuctionProgram program,
    Setting setting,
    int profiles,
    AscentRule rule,
    int ascents,
    boolean recalled,
    int fresh,
    boolean monotonicity,
    Descent descent) {
  public BatchMember {
    Objects.requireNonNull(program, "program");
    Objects.requireNonNull(setting, "setting");
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(descent, "descent");
    if (profiles < 1 || ascents < 1 || fresh < (recalled ? 0 : 1)) {
      throw new IllegalArgumentException(
          "batch: needs profiles, ascents and something to start them from, were "
              + profiles
              + ", "
              + ascents
              + " and "
              + fresh);
    }
    if (program.bidders() != setting.bidders() || program.items() != setting.items()) {
      throw new IllegalArgumentException(
          "batch: the network is of another shape than setting " + setting.name());
    }
  }

  /** Values in a profile. */
  public int width() {
    return setting.bidders() * setting.items();
  }

  /**
   * These members, if they have the same bidders, items, layers and number of profiles.
   *
   * @throws IllegalArgumentException naming the first that differs
   */
  public static List<BatchMember> requireOneShape(List<BatchMember> members) {
    for (int k = 0; k < members.size(); k++) {
      if (!members.get(k).shape().equals(members.get(0).shape())) {
        throw new IllegalArgumentException(
            "batch: member " + k + " is of another shape than the first");
      }
    }
    return List.copyOf(members);
  }

  private List<Object> shape() {
    return List.of(setting.bidders(), setting.items(), profiles, program.program().layers());
  }
}
