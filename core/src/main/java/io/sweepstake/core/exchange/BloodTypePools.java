package io.sweepstake.core.exchange;

import io.sweepstake.core.random.Seeds;

/**
 * Pairs of a patient and a donor who cannot give to her, as in Saidman et al. (Transplantation 81,
 * 2006): blood groups by their frequencies; a patient's antibodies are low, middling or high
 * (.7019, .2 and .0981) and refuse a donor with probability .05, .45 or .9. Pairs that fit go
 * without the exchange and are drawn again.
 *
 * <p>A pair's type is its two blood groups, {@code patient · 4 + donor}. Within an exchange it is
 * these that decide who can give to whom; antibodies decide who needs it.
 *
 * @param hospitals how many
 * @param pairs of each hospital
 */
record BloodTypePools(int hospitals, int pairs) implements PoolDistribution {
  private static final int GROUPS = BloodType.values().length;
  static final int TYPES = GROUPS * GROUPS;
  private static final double[] SENSITIVE = {0.7019, 0.2, 0.0981};
  private static final double[] REFUSES = {0.05, 0.45, 0.9};

  BloodTypePools {
    if (pairs < 1 || pairs > 1000) {
      throw new IllegalArgumentException("pairs: must be from 1 to 1000, were " + pairs);
    }
  }

  static Structures structures(int longest) {
    BloodType[] groups = BloodType.values();
    boolean[][] gives = new boolean[TYPES][TYPES];
    for (int from = 0; from < TYPES; from++) {
      for (int to = 0; to < TYPES; to++) {
        gives[from][to] = groups[from % GROUPS].givesTo(groups[to / GROUPS]);
      }
    }
    return Structures.of(gives, longest);
  }

  @Override
  public int[] pool(long seed, long index) {
    long stream = Seeds.derive(seed, "pool", index);
    int[] pool = new int[hospitals * TYPES];
    long draw = 0;
    for (int hospital = 0; hospital < hospitals; hospital++) {
      for (int pair = 0; pair < pairs; draw += 4) {
        BloodType patient = BloodType.at(Seeds.uniform(stream, draw));
        BloodType donor = BloodType.at(Seeds.uniform(stream, draw + 1));
        boolean refused =
            Seeds.uniform(stream, draw + 3) < refusal(Seeds.uniform(stream, draw + 2));
        if (refused || !donor.givesTo(patient)) {
          pool[hospital * TYPES + patient.ordinal() * GROUPS + donor.ordinal()]++;
          pair++;
        }
      }
    }
    return pool;
  }

  private static double refusal(double uniform) {
    double passed = 0;
    for (int k = 0; k < SENSITIVE.length; k++) {
      passed += SENSITIVE[k];
      if (uniform < passed) {
        return REFUSES[k];
      }
    }
    return REFUSES[REFUSES.length - 1];
  }
}
