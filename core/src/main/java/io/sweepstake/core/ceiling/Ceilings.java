package io.sweepstake.core.ceiling;

import io.sweepstake.core.auction.MyersonAuction;
import io.sweepstake.core.auction.WholeAllocations;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.setting.Demand;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.GaussianCopulaValuations;
import io.sweepstake.core.valuation.IndependentValuations;
import io.sweepstake.core.valuation.Marginal;
import io.sweepstake.core.valuation.TriangleValuations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Computes ceilings.
 *
 * <p>Radial virtual values need types with a density on a bounded support whose rays lead to the
 * lowest type; streams need a box. What a setting lacks is said in the refusal, or in the ceiling's
 * {@link Ceiling.Basis}.
 */
public final class Ceilings {
  private static final double SHARE_OF_TRAINING = 0.7;
  private static final int WARM_UP = 20; // steps, until loops are compiled
  private static final int TIMED = 30;
  private static final int BATCH = 1_024;

  /** Profiles from which on the standard error of a mean is to be trusted. */
  public static final int FEWEST_PROFILES = 65_536;

  /** As many allocations as a profile can be asked for, one after the other. */
  private static final int MOST_ALLOCATIONS = 4_096;

  private Ceilings() {}

  /** Told, now and then, how far a computation has come. */
  @FunctionalInterface
  public interface Progress {
    /**
     * @param done from 0 to 1
     */
    void at(double done);
  }

  /**
   * The ceiling of a setting; a function of the arguments alone on the same kind of processor.
   *
   * @throws IllegalArgumentException saying why, if none can be computed
   */
  public static Ceiling of(Setting setting, CeilingSpec spec, Progress progress) {
    requireBounded(setting);
    if (setting.items() == 1
        && setting.distribution() instanceof IndependentValuations valuations) {
      double optimum = new MyersonAuction(valuations.ofItem(0)).expectedRevenue();
      return new Ceiling(setting.name(), optimum, 0, Ceiling.Basis.OPTIMUM, 0, 0);
    }
    Kernels kernels = Loops.best().get();
    CeilingSpec fitting = streams(setting) ? spec : withoutTraining(spec);
    StreamBasis basis = basis(setting, fitting, kernels);
    List<Rents> rents = rents(setting, fitting.steps() > 0);
    VirtualValues field = new VirtualValues(setting, rents, basis, kernels);
    double share = fitting.steps() > 0 ? SHARE_OF_TRAINING : 0;
    if (fitting.steps() > 0) {
      CeilingTraining training = new CeilingTraining(setting, fitting, field, basis, rents);
      while (training.step() < fitting.steps()) {
        training.advance();
        progress.at(share * training.step() / fitting.steps());
      }
      training.finish();
    }
    double[] estimate =
        new CeilingEstimate(setting, field)
            .of(
                fitting.seed(),
                fitting.profiles(),
                done -> progress.at(done == 1 ? 1 : share + (1 - share) * done));
    return new Ceiling(
        setting.name(),
        estimate[0],
        estimate[1],
        fitting.steps() > 0 ? Ceiling.Basis.STREAMS : Ceiling.Basis.RAYS,
        fitting.steps() > 0 ? coefficients(basis, rents) : 0,
        fitting.profiles());
  }

  private static long coefficients(StreamBasis basis, List<Rents> rents) {
    return basis.count() + Set.copyOf(rents).stream().mapToLong(Rents::coefficients).sum();
  }

  private static StreamBasis basis(Setting setting, CeilingSpec spec, Kernels kernels) {
    return spec.steps() == 0
        ? new StreamBasis(0, new Monomials(0, 0), List.of())
        : StreamBasis.of(setting, spec.ownDegree(), spec.othersDegree(), kernels);
  }

  private static CeilingSpec withoutTraining(CeilingSpec spec) {
    return new CeilingSpec(spec.seed(), 0, 0, 0, spec.batch(), spec.profiles());
  }

  /**
   * A spec of so many steps and fresh profiles; its degrees are those that suit the setting.
   *
   * @throws IllegalArgumentException as {@link #of}, or if a number is out of range
   */
  public static CeilingSpec spec(Setting setting, long seed, long steps, long profiles) {
    requireBounded(setting);
    int variables = new Surroundings(setting).variables();
    return new CeilingSpec(
        seed, ownDegree(variables), othersDegree(variables), steps, BATCH, profiles);
  }

  /**
   * A spec that takes about so long on this machine: most of it training, the rest measuring. Which
   * steps fit is found by trying some.
   *
   * @param seconds above 0
   * @throws IllegalArgumentException as {@link #of}
   */
  public static CeilingSpec within(Setting setting, long seed, double seconds) {
    if (!(seconds > 0) || Double.isInfinite(seconds)) {
      throw new IllegalArgumentException("ceiling: seconds must be above 0, were " + seconds);
    }
    CeilingSpec shape = spec(setting, seed, WARM_UP + TIMED, FEWEST_PROFILES);
    if (setting.items() == 1 && setting.distribution() instanceof IndependentValuations) {
      return withoutTraining(shape); // nothing is to be computed
    }
    boolean streams = streams(setting);
    CeilingSpec trial = streams ? shape : withoutTraining(shape);
    Pace pace = pace(setting, trial);
    double training = streams ? SHARE_OF_TRAINING * seconds : 0;
    return new CeilingSpec(
        seed,
        trial.ownDegree(),
        trial.othersDegree(),
        streams ? Math.max(TIMED, (long) (training / pace.perStep())) : 0,
        shape.batch(),
        multiple((seconds - training) / pace.perProfile()));
  }

  /**
   * About how many seconds a ceiling takes on this machine, found by trying some steps; 0 where
   * nothing is to be computed.
   *
   * @throws IllegalArgumentException as {@link #of}
   */
  public static double seconds(Setting setting, CeilingSpec spec) {
    CeilingSpec shape = spec(setting, spec.seed(), WARM_UP + TIMED, FEWEST_PROFILES);
    if (setting.items() == 1 && setting.distribution() instanceof IndependentValuations) {
      return 0;
    }
    boolean streams = streams(setting) && spec.steps() > 0;
    Pace pace = pace(setting, streams ? shape : withoutTraining(shape));
    return (streams ? spec.steps() * pace.perStep() : 0) + spec.profiles() * pace.perProfile();
  }

  /** Seconds of a step of training, 0 where there is none, and of a fresh profile. */
  private record Pace(double perStep, double perProfile) {}

  private static Pace pace(Setting setting, CeilingSpec trial) {
    boolean streams = trial.steps() > 0;
    Kernels kernels = Loops.best().get();
    StreamBasis basis = basis(setting, trial, kernels);
    List<Rents> rents = rents(setting, streams);
    VirtualValues field = new VirtualValues(setting, rents, basis, kernels);
    double perStep = 0;
    if (streams) {
      CeilingTraining training = new CeilingTraining(setting, trial, field, basis, rents);
      while (training.step() < WARM_UP) {
        training.advance();
      }
      long from = System.nanoTime();
      while (training.step() < trial.steps()) {
        training.advance();
      }
      perStep = (System.nanoTime() - from) / 1e9 / TIMED;
    }
    CeilingEstimate estimate = new CeilingEstimate(setting, field);
    estimate.of(trial.seed(), 8_192, done -> {});
    long from = System.nanoTime();
    estimate.of(trial.seed(), 16_384, done -> {});
    return new Pace(perStep, (System.nanoTime() - from) / 1e9 / 32_768); // half of it the pilot's
  }

  private static long multiple(double profiles) {
    return Math.max(FEWEST_PROFILES, (long) Math.min(1e10, profiles) / BATCH * BATCH);
  }

  private static int ownDegree(int variables) {
    return variables == 0 ? 12 : variables <= 2 ? 8 : 6;
  }

  private static int othersDegree(int variables) {
    return variables <= 2 ? 8 : variables == 3 ? 5 : variables == 4 ? 4 : 3;
  }

  private static boolean streams(Setting setting) {
    return setting.reported() > 1 && setting.distribution() instanceof IndependentValuations;
  }

  private static void requireBounded(Setting setting) {
    String whom = "ceiling of " + setting.name() + ": ";
    if (!setting.sellsItems()) {
      throw new IllegalArgumentException(
          whom + "needs values that are linear in what is sold; here products of qualities are");
    }
    if (setting.demand() == Demand.COMBINATORIAL
        && WholeAllocations.most(setting.demand(), setting.bidders(), setting.items())
            > MOST_ALLOCATIONS) {
      throw new IllegalArgumentException(
          whom
              + "at most "
              + MOST_ALLOCATIONS
              + " allocations can be compared a profile, and "
              + setting.bidders()
              + " bidders have more");
    }
    if (setting.distribution() instanceof IndependentValuations valuations) {
      for (Marginal marginal : valuations.marginals()) {
        if (setting.items() > 1) {
          requirePositive(whom, marginal);
        }
      }
    } else if (!(setting.distribution() instanceof TriangleValuations)
        && !(setting.distribution() instanceof GaussianCopulaValuations)) {
      throw new IllegalArgumentException(
          whom
              + "needs values with a known density, positive on a box: independent ones, those of a"
              + " copula, or the triangle's");
    }
  }

  private static void requirePositive(String whom, Marginal marginal) {
    if (Double.isInfinite(marginal.high())) {
      throw new IllegalArgumentException(
          whom + "needs values that are bounded, but " + marginal + " has no upper end");
    }
    double[] kinks = marginal.kinks();
    double from = marginal.low();
    for (int k = 0; k <= kinks.length; k++) {
      double to = k < kinks.length ? kinks[k] : marginal.high();
      if (!(marginal.cdf(to) > marginal.cdf(from))) {
        throw new IllegalArgumentException(
            whom
                + "needs a positive density, but "
                + marginal
                + " has none from "
                + from
                + " to "
                + to);
      }
      from = to;
    }
  }

  /** Why a setting has no ceiling that could be computed here; empty where one can. */
  public static Optional<String> refusal(Setting setting) {
    try {
      requireBounded(setting);
      return Optional.empty();
    } catch (IllegalArgumentException refused) {
      return Optional.of(refused.getMessage());
    }
  }

  static List<Rents> rents(Setting setting, boolean trained) {
    Map<Object, Rents> alike = new HashMap<>();
    List<Rents> rents = new ArrayList<>();
    for (int i = 0; i < setting.bidders(); i++) {
      BidderTypes types = BidderTypes.of(setting, i);
      boolean convex = trained && setting.reported() <= BidderTypes.FEW_ITEMS;
      Rents shared =
          alike.computeIfAbsent(
              StreamBasis.bidder(setting, i),
              bidder ->
                  new Rents(
                      types,
                      new FlowMix(trained ? types.flows().size() : 1),
                      convex
                          ? new Convexity(setting.reported(), setting.reported() == 2 ? 6 : 4)
                          : null));
      rents.add(shared);
    }
    return rents;
  }
}
