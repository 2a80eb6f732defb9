package io.sweepstake.sweeps.study;

import io.sweepstake.sweeps.space.Param;
import java.io.Serializable;

/** A number that trials report, by the name its column has in the trial table. */
public record Metric(String name) implements Serializable, Comparable<Metric> {
  public Metric {
    Param.checkName("metric", name);
  }

  public static Metric of(String name) {
    return new Metric(name);
  }

  @Override
  public int compareTo(Metric other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
