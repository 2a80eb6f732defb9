package io.sweepstake.sweeps.sampler.gp;

import io.sweepstake.sweeps.numerics.Lbfgs;
import io.sweepstake.sweeps.numerics.SobolSequence;
import io.sweepstake.sweeps.sampler.UnitAxis;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Looks for the point most worth trying: at the points of a Sobol sequence first, then uphill from
 * the best of them, from some drawn in proportion to their worth, and from the best trial.
 * Continuous coordinates follow the slope, discrete ones are tried one by one, until neither helps.
 */
final class AcquisitionSearch {
  private static final int ROUNDS = 10;
  private static final int SLOPE_STEPS = 60;
  private static final double SLOPE_TOLERANCE = 1e-3;

  /** Up to so many values are all tried; among more, steps are doubled while that helps. */
  private static final int FEW_VALUES = 16;

  private final MixedSpace space;
  private final SobolSequence sequence;
  private final GpOptions options;

  AcquisitionSearch(MixedSpace space, GpOptions options) {
    this.space = space;
    this.options = options;
    sequence = new SobolSequence(space.dimensions());
  }

  /** A place and what it is worth. */
  private record Found(double[] place, double worth) {}

  /**
   * The best place found.
   *
   * @param best a place to start from too, null for none
   */
  double[] search(Acquisition acquisition, double[] best, RandomGenerator random) {
    long seed = random.nextLong();
    List<double[]> candidates = new ArrayList<>();
    for (int c = 0; c < options.candidates(); c++) {
      double[] place = sequence.scrambled(c, seed);
      for (int k = 0; k < place.length; k++) {
        place[k] = space.coordinate(k, place[k]);
      }
      candidates.add(space.completed(place));
    }
    if (best != null) {
      candidates.add(best);
    }
    Found winner = null;
    for (Found start : starts(candidates, acquisition.at(candidates), best != null, random)) {
      Found climbed = climb(acquisition, start);
      winner = winner == null || climbed.worth > winner.worth ? climbed : winner;
    }
    return winner.place;
  }

  /** The best candidate, the last one if it is to be, and others in proportion to their worth. */
  private List<Found> starts(
      List<double[]> candidates, double[] worth, boolean withLast, RandomGenerator random) {
    int top = 0;
    for (int c = 1; c < worth.length; c++) {
      top = worth[c] > worth[top] ? c : top;
    }
    double highest = worth[top];
    List<Found> starts = new ArrayList<>();
    starts.add(new Found(candidates.get(top), highest));
    double[] shares = new double[worth.length];
    for (int c = 0; c < shares.length; c++) {
      shares[c] = c == top ? 0 : Math.exp(worth[c] - highest);
    }
    int last = worth.length - 1;
    if (withLast && top != last && starts.size() < options.ascents()) {
      starts.add(new Found(candidates.get(last), worth[last]));
      shares[last] = 0;
    }
    while (starts.size() < options.ascents()) {
      double sum = 0;
      for (double share : shares) {
        sum += share;
      }
      if (!(sum > 0)) {
        break;
      }
      double pick = random.nextDouble() * sum;
      int drawn = 0;
      while (drawn < last && pick >= shares[drawn]) {
        pick -= shares[drawn++];
      }
      if (shares[drawn] > 0) {
        starts.add(new Found(candidates.get(drawn), worth[drawn]));
      }
      shares[drawn] = 0;
    }
    return starts;
  }

  private Found climb(Acquisition acquisition, Found start) {
    Found found = start;
    for (int round = 0; round < ROUNDS; round++) {
      Found sloped = followSlope(acquisition, found);
      Found stepped = stepDiscrete(acquisition, sloped);
      if (!(stepped.worth > sloped.worth)) {
        return sloped;
      }
      found = stepped;
    }
    return found;
  }

  /**
   * Ascends on the axes that exist and are continuous or have many ordered values, measured in
   * length scales (as Optuna does); of the latter, the nearest values are taken.
   */
  private Found followSlope(Acquisition acquisition, Found from) {
    boolean[] exists = space.exists(from.place);
    int[] moving = new int[exists.length];
    int count = 0;
    for (int k = 0; k < exists.length; k++) {
      UnitAxis axis = space.axis(k);
      if (exists[k] && !axis.unordered && !(axis.discrete() && axis.count <= FEW_VALUES)) {
        moving[count++] = k;
      }
    }
    if (count == 0) {
      return from;
    }
    double[] lengths = new double[count];
    double[] start = new double[count];
    double[] low = new double[count];
    double[] high = new double[count];
    for (int m = 0; m < count; m++) {
      lengths[m] = 1 / Math.sqrt(acquisition.inverseSquares()[moving[m]]);
      start[m] = from.place[moving[m]] / lengths[m];
      high[m] = 1 / lengths[m];
    }
    double[] place = from.place.clone();
    double[] slopes = new double[place.length];
    Lbfgs.Minimum minimum =
        new Lbfgs(SLOPE_STEPS, SLOPE_TOLERANCE)
            .minimise(
                (z, gradient) -> {
                  for (int m = 0; m < z.length; m++) {
                    place[moving[m]] = z[m] * lengths[m];
                  }
                  double worth = acquisition.at(place, slopes);
                  for (int m = 0; m < z.length; m++) {
                    gradient[m] = -slopes[moving[m]] * lengths[m];
                  }
                  return -worth;
                },
                start,
                low,
                high);
    if (!(-minimum.value() > from.worth)) {
      return from;
    }
    double[] to = from.place.clone();
    for (int m = 0; m < count; m++) {
      to[moving[m]] =
          space.coordinate(moving[m], Math.min(1, Math.max(0, minimum.x()[m] * lengths[m])));
    }
    return best(acquisition, List.of(to), from);
  }

  private Found stepDiscrete(Acquisition acquisition, Found from) {
    Found found = from;
    for (int k = 0; k < space.dimensions(); k++) {
      UnitAxis axis = space.axis(k);
      if (axis.discrete() && space.exists(found.place)[k]) {
        found =
            axis.unordered || axis.count <= FEW_VALUES
                ? tryAll(acquisition, found, k)
                : tryNeighbours(acquisition, found, k);
      }
    }
    return found;
  }

  private Found tryAll(Acquisition acquisition, Found from, int k) {
    UnitAxis axis = space.axis(k);
    List<double[]> places = new ArrayList<>();
    for (long index = 0; index < axis.count; index++) {
      places.add(moved(from.place, k, axis.unordered ? index : axis.placeOf(index)));
    }
    return best(acquisition, places, from);
  }

  private Found tryNeighbours(Acquisition acquisition, Found from, int k) {
    UnitAxis axis = space.axis(k);
    Found found = from;
    for (long step = 1; step < axis.count; step *= 2) {
      long index = axis.index(found.place[k]);
      Found further =
          best(
              acquisition,
              List.of(
                  moved(found.place, k, axis.placeOf(index - step)),
                  moved(found.place, k, axis.placeOf(index + step))),
              found);
      if (!(further.worth > found.worth) && step > 1) {
        break;
      }
      found = further;
    }
    return found;
  }

  private double[] moved(double[] place, int k, double to) {
    double[] moved = place.clone();
    moved[k] = to;
    return space.completed(moved);
  }

  private static Found best(Acquisition acquisition, List<double[]> places, Found otherwise) {
    double[] worth = acquisition.at(places);
    Found best = otherwise;
    for (int c = 0; c < worth.length; c++) {
      best = worth[c] > best.worth ? new Found(places.get(c), worth[c]) : best;
    }
    return best;
  }
}
