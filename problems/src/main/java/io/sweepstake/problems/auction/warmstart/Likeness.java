package io.sweepstake.problems.auction.warmstart;

import io.sweepstake.core.dl4j.AuctionGraph;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.Locale;

/**
 * How near a network comes to the auction that it imitates, on profiles it has not seen.
 *
 * @param misallocated the probability, mean over items and profiles, with which an item goes
 *     elsewhere than the teacher has it: half the L1 distance, over bidders and keeping it
 * @param paymentError mean over bidders and profiles of how far payments lie apart, in units of
 *     value
 * @param revenue of the network, mean per profile
 * @param teacherRevenue on the same profiles
 */
public record Likeness(
    Teacher teacher,
    double misallocated,
    double paymentError,
    double revenue,
    double teacherRevenue) {
  private static final int PROFILES = 16_384;

  /** Measures a network that was taught so. */
  public static Likeness of(Imitation imitation, AuctionGraph network) {
    Setting setting = imitation.setting();
    ValuationProfiles fresh = new ValuationProfiles(PROFILES, setting.bidders(), setting.items());
    setting
        .distribution()
        .heldOut()
        .sample(0, fresh, Seeds.derive(imitation.seed(), "imitation likeness", 0));
    Outcomes ours = network.run(fresh);
    Outcomes theirs = imitation.teacher().auction(setting).run(fresh);
    double distance = 0;
    for (int k = 0; k < PROFILES; k++) {
      for (int j = 0; j < setting.items(); j++) {
        double apart = 0;
        double kept = 0;
        for (int i = 0; i < setting.bidders(); i++) {
          double difference = ours.allocation(k, i, j) - theirs.allocation(k, i, j);
          apart += Math.abs(difference);
          kept -= difference;
        }
        distance += (apart + Math.abs(kept)) / 2;
      }
    }
    double payments = 0;
    double paid = 0;
    double due = 0;
    for (int k = 0; k < ours.payments().length; k++) {
      payments += Math.abs(ours.payments()[k] - theirs.payments()[k]);
      paid += ours.payments()[k];
      due += theirs.payments()[k];
    }
    return new Likeness(
        imitation.teacher(),
        distance / PROFILES / setting.items(),
        payments / ours.payments().length,
        paid / PROFILES,
        due / PROFILES);
  }

  /** One clause, for people. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%.1f %% of each item goes elsewhere than by %s, payments are %.4f off, revenue is %.5f"
            + " beside %.5f",
        100 * misallocated,
        teacher,
        paymentError,
        revenue,
        teacherRevenue);
  }
}
