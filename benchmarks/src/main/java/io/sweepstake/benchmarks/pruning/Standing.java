package io.sweepstake.benchmarks.pruning;

/** What trainings on their way may be compared by: more is better. */
enum Standing {
  /** What sweeps do. */
  TRAINING_AT_FIVE("`train_revenue − 5·train_regret`") {
    @Override
    double of(Stand at) {
      return at.trainRevenue() - 5 * at.trainRegret();
    }
  },
  /** At about the rate at which finished trainings exchange one for the other. */
  TRAINING_AT_RATE("`train_revenue − 45·train_regret`") {
    @Override
    double of(Stand at) {
      return at.trainRevenue() - RATE * at.trainRegret();
    }
  },
  /** The same of fresh profiles under attack. */
  ATTACKED_AT_RATE("`revenue − 45·regret`, attacked") {
    @Override
    double of(Stand at) {
      return at.revenue() - RATE * at.regret();
    }
  },
  /** Who keeps the constraint by revenue, before all who do not, by how far they are from it. */
  CONSTRAINT_FIRST("constraint first, attacked") {
    @Override
    double of(Stand at) {
      double share = at.revenue() > 0 ? at.regret() / at.revenue() : 1;
      return share <= BOUND ? at.revenue() : BOUND - share;
    }
  },
  REVENUE("`revenue` alone") {
    @Override
    double of(Stand at) {
      return at.revenue();
    }
  };

  /** The default objective's. */
  static final double BOUND = 1e-3;

  private static final double RATE = 45;

  private final String text;

  Standing(String text) {
    this.text = text;
  }

  abstract double of(Stand at);

  @Override
  public String toString() {
    return text;
  }
}
