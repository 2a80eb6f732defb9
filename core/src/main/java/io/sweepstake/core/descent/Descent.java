package io.sweepstake.core.descent;

import java.util.Objects;

/**
 * How a training goes down its loss.
 *
 * @param clip the gradient is scaled down to this Euclidean norm where it is longer; 0 for never
 */
public record Descent(Optimiser optimiser, LearningSchedule schedule, double clip) {
  public Descent {
    Objects.requireNonNull(optimiser, "optimiser");
    Objects.requireNonNull(schedule, "schedule");
    Ranges.atLeast("gradient_clip", clip, 0);
  }

  /** By Adam, without a clip. */
  public static Descent adam(LearningSchedule schedule) {
    return new Descent(new Adam(), schedule, 0);
  }

  /** Scales a gradient down to the clip, if it is longer and there is one. */
  public void clip(float[] gradient) {
    if (clip == 0) {
      return;
    }
    double norm = norm(gradient);
    if (norm > clip) {
      scale(gradient, (float) (clip / norm));
    }
  }

  private static double norm(float[] x) {
    // Four sums, for one would wait for itself at every addition.
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int k = 0;
    for (; k + 4 <= x.length; k += 4) {
      a += (double) x[k] * x[k];
      b += (double) x[k + 1] * x[k + 1];
      c += (double) x[k + 2] * x[k + 2];
      d += (double) x[k + 3] * x[k + 3];
    }
    for (; k < x.length; k++) {
      a += (double) x[k] * x[k];
    }
    return Math.sqrt(a + b + (c + d));
  }

  private static void scale(float[] x, float factor) {
    for (int k = 0; k < x.length; k++) {
      x[k] *= factor;
    }
  }
}
