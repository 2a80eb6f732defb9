package io.sweepstake.sweeps.sampler.tpe;

import io.sweepstake.sweeps.numerics.StandardNormal;
import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.space.Scale;

/**
 * One parameter as the Parzen estimators see it: an interval on which kernels are truncated
 * normals, or a set of choices.
 *
 * <p>Kernels live in transformed space: the logarithm for a log scale. The range of a grid is
 * widened by half a step on both sides, before the logarithm, so that every value has a cell of its
 * own.
 */
final class Axis {
  enum Kind {
    CONTINUOUS,
    GRID,
    CHOICE
  }

  final Kind kind;

  /** Bounds in transformed space; unused for choices. */
  final double low;

  final double high;

  /** How many choices or grid values. */
  final double count;

  private final Param<?> param;
  private final boolean log;
  private final double first;
  private final double step;

  Axis(Param<?> param) {
    this.param = param;
    if (param instanceof FloatParam f) {
      log = f.scale() == Scale.LOG;
      step = f.step();
      first = f.low();
      kind = step > 0 ? Kind.GRID : Kind.CONTINUOUS;
      count = step > 0 ? f.cardinality().getAsInt() : 0;
      low = transform(f.low() - step / 2);
      high = transform(f.high() + step / 2);
    } else if (param instanceof IntParam i) {
      log = i.scale() == Scale.LOG;
      step = i.step();
      first = i.low();
      kind = Kind.GRID;
      count = ((double) i.high() - i.low()) / i.step() + 1;
      low = transform(i.low() - step / 2);
      high = transform(i.high() + step / 2);
    } else if (param instanceof CategoricalParam c) {
      log = false;
      step = 0;
      first = 0;
      kind = Kind.CHOICE;
      count = c.choices().size();
      low = 0;
      high = 0;
    } else {
      throw new IllegalArgumentException(param.name() + ": unknown kind of parameter");
    }
  }

  /** The place of a parameter's number in transformed space; a choice is its index. */
  double transform(double number) {
    return log ? Math.log(number) : number;
  }

  /** The parameter's number at, or nearest to, a place in transformed space. */
  double number(double place) {
    double number = log ? Math.exp(place) : place;
    if (param instanceof FloatParam f) {
      return f.nearest(number);
    }
    return param instanceof IntParam i ? i.nearest(number) : number;
  }

  /** Which grid value a number is. */
  long index(double number) {
    return (long) Math.rint((number - first) / step);
  }

  /** Log probability of a grid value's cell under a normal truncated to [low, high]. */
  double logCellMass(double number, double mu, double sigma) {
    double from = transform(number - step / 2);
    double to = transform(number + step / 2);
    return StandardNormal.logMass((from - mu) / sigma, (to - mu) / sigma)
        - StandardNormal.logMass((low - mu) / sigma, (high - mu) / sigma);
  }

  /** The part of a truncated normal's log density that does not depend on the place. */
  double logDensityConstant(double mu, double sigma) {
    return -Math.log(sigma)
        - StandardNormal.LOG_SQRT_2_PI
        - StandardNormal.logMass((low - mu) / sigma, (high - mu) / sigma);
  }

  double middle() {
    return 0.5 * (low + high);
  }

  double width() {
    return high - low;
  }
}
