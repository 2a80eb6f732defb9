package io.sweepstake.core.exchange;

/** The ABO blood groups, with how frequent they are in the United States. */
public enum BloodType {
  O(0.4814),
  A(0.3373),
  B(0.1428),
  AB(0.0385);

  private final double frequency;

  BloodType(double frequency) {
    this.frequency = frequency;
  }

  public double frequency() {
    return frequency;
  }

  /** Whether a kidney of this group can go to a patient of another. */
  public boolean givesTo(BloodType patient) {
    return this == O || this == patient || patient == AB;
  }

  /** The group at a quantile. */
  static BloodType at(double uniform) {
    double passed = 0;
    for (BloodType type : values()) {
      passed += type.frequency;
      if (uniform < passed) {
        return type;
      }
    }
    return AB;
  }
}
