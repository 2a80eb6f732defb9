/* What a pack does between runs of its program: one work-item per (member, bidder, column).
 * A program's columns are [member][pass][row][column]: pass 0 is everybody's truth, in pass 1 + i bidder i
 * may lie. Bids have rows [bidder][item]; outcomes have the allocation's rows, then the payments'. */
#define WIDTH (N * M)
#define OUT (WIDTH + N)
#define PASSES (N + 1)
#define BIDS(pass, r) bids[((member * PASSES + (pass)) * WIDTH + (r)) * columns + column]
#define OUTCOME(pass, r) outcome[((member * PASSES + (pass)) * OUT + (r)) * columns + column]
#define SLOPE(pass, r) slope[((member * PASSES + (pass)) * WIDTH + (r)) * columns + column]
#define WANTED(pass, r) wanted[((member * PASSES + (pass)) * OUT + (r)) * columns + column]
#define OWN(x, j) x[(member * WIDTH + i * M + (j)) * columns + column]
/* Of one of a member's candidates or ascents. */
#define NTH(x, all, k, j) x[((member * (all) + (k)) * WIDTH + i * M + (j)) * columns + column]

#define EACH_BIDDER                                                                       \
  int at = GROUP_ID * 64 + LOCAL_ID, column = at % columns, i = at / columns % N, place = at / columns / N; \
  if (place >= count) return;                                                             \
  int member = members[first + place];

/* An iteration's beginning: all passes hold the truth [member][row][column]; a bidder's utility is what her
 * outcome is worth to her. */
KERNEL(64) prepare(GLOBAL const int* RESTRICT members, int first, int count, int columns,
                   GLOBAL const float* RESTRICT truth, GLOBAL float* RESTRICT bids,
                   GLOBAL float* RESTRICT wanted) {
  EACH_BIDDER
  for (int r = 0; r < WIDTH; r++) BIDS(1 + i, r) = truth[(member * WIDTH + r) * columns + column];
  for (int j = 0; j < M; j++) {
    BIDS(0, i * M + j) = OWN(truth, j);
    WANTED(1 + i, i * M + j) = OWN(truth, j);
  }
  WANTED(1 + i, WIDTH + i) = -1.0f;
}

/* Everybody's payment at the truth, [member][bidder][column]. */
KERNEL(64) collect(GLOBAL const int* RESTRICT members, int first, int count, int columns,
                   GLOBAL const float* RESTRICT outcome, GLOBAL float* RESTRICT paid) {
  EACH_BIDDER
  paid[(member * N + i) * columns + column] = OUTCOME(0, WIDTH + i);
}

/* What is done between two runs, [step][member]: see MisreportScript. */
#define KEEP 1
#define RESET 2
#define ZERO_MOMENTS 4
#define LOAD_MOMENTS 8
#define STAY 0
#define RECALL 1
#define FRESH 2
#define BEST 3
#define ADAM 4
#define SGD 5

INLINE float utility_of(GLOBAL const float* outcome, GLOBAL const float* bids, int member, int pass, int i,
                        int columns, int column) {
  float u = 0.0f;
  for (int j = 0; j < M; j++) u = FMA(OUTCOME(pass, i * M + j), BIDS(0, i * M + j), u);
  return u - OUTCOME(pass, WIDTH + i);
}

/* By taking the same from every value that stays positive (Held, Wolfe and Crowder, 1974). */
INLINE void onto_simplex(GLOBAL float* bids, int member, int i, int columns, int column, float total) {
  float left = 0.0f;
  int positive = M;
  for (int j = 0; j < M; j++) left += BIDS(1 + i, i * M + j);
  if (!(left > total)) return;
  float cut = (left - total) / positive;
  for (int round = 0; round < M; round++) {
    int stay = 0;
    left = 0.0f;
    for (int j = 0; j < M; j++) {
      float value = BIDS(1 + i, i * M + j);
      if (value > cut) {
        left += value;
        stay++;
      }
    }
    if (stay == positive || stay == 0) break;
    positive = stay;
    cut = (left - total) / positive;
  }
  for (int j = 0; j < M; j++) {
    float value = BIDS(1 + i, i * M + j) - cut;
    BIDS(1 + i, i * M + j) = value < 0.0f ? 0.0f : value;
  }
}

/* Looks at the point that was run, and goes to the next.
 * supports [member][row]{low, high}; limits [member]{reported, total, is a box}. */
KERNEL(64) turn(GLOBAL const int* RESTRICT members, int first, int count, int columns,
                GLOBAL const int* RESTRICT steps, GLOBAL const float* RESTRICT rates, int step, int all,
                GLOBAL const float* RESTRICT supports, GLOBAL const float* RESTRICT limits,
                GLOBAL float* RESTRICT bids, GLOBAL const float* RESTRICT outcome,
                GLOBAL const float* RESTRICT slope, GLOBAL float* RESTRICT kept, GLOBAL float* RESTRICT best,
                GLOBAL float* RESTRICT firsts, GLOBAL float* RESTRICT seconds,
                GLOBAL float* RESTRICT recalled, GLOBAL float* RESTRICT carriedFirsts,
                GLOBAL float* RESTRICT carriedSeconds, int ascents, GLOBAL const float* RESTRICT fresh,
                int candidates) {
  EACH_BIDDER
  GLOBAL const int* order = steps + (step * all + member) * 4;
  GLOBAL const float* rate = rates + (step * all + member) * 2;
  int flags = order[0], next = order[1], k = order[2], written = order[3];
  int own = (member * N + i) * columns + column;
  if (flags & KEEP) {
    float u = utility_of(outcome, bids, member, 1 + i, i, columns, column);
    if (u > best[own] || best[own] == -INFINITY) {
      best[own] = u;
      for (int j = 0; j < M; j++) OWN(kept, j) = BIDS(1 + i, i * M + j);
    }
  }
  if (written >= 0) {
    for (int j = 0; j < M; j++) {
      NTH(recalled, ascents, written, j) = OWN(kept, j);
      NTH(carriedFirsts, ascents, written, j) = OWN(firsts, j);
      NTH(carriedSeconds, ascents, written, j) = OWN(seconds, j);
    }
  }
  if (flags & RESET) best[own] = -INFINITY;
  int reported = (int)limits[member * 3], box = limits[member * 3 + 2] > 0.0f;
  for (int j = 0; j < M; j++) {
    int r = i * M + j;
    if (flags & ZERO_MOMENTS) OWN(firsts, j) = OWN(seconds, j) = 0.0f;
    if (flags & LOAD_MOMENTS) {
      OWN(firsts, j) = NTH(carriedFirsts, ascents, k, j);
      OWN(seconds, j) = NTH(carriedSeconds, ascents, k, j);
    }
    float value = BIDS(1 + i, r);
    if (next == RECALL) value = NTH(recalled, ascents, k, j);
    if (next == FRESH) value = NTH(fresh, candidates, k, j);
    if (next == BEST) value = OWN(kept, j);
    if (next >= ADAM && j < reported) {
      float g = SLOPE(1 + i, r), moved = value + rate[0] * g;
      if (next == ADAM) {
        float m = 0.9f * OWN(firsts, j) + (1.0f - 0.9f) * g;
        float v = 0.999f * OWN(seconds, j) + (1.0f - 0.999f) * g * g;
        OWN(firsts, j) = m;
        OWN(seconds, j) = v;
        moved = value + rate[0] * m / (sqrt(v) + rate[1]);
      }
      float low = supports[(member * WIDTH + r) * 2], high = supports[(member * WIDTH + r) * 2 + 1];
      value = moved < low ? low : moved;
      /* Where values have a total, only the projection bounds them from above. */
      value = box && value > high ? high : value;
    }
    BIDS(1 + i, r) = value;
  }
  if (!box && next != STAY && next != BEST) {
    for (int j = 0; j < M; j++) {
      float low = supports[(member * WIDTH + i * M + j) * 2];
      BIDS(1 + i, i * M + j) = BIDS(1 + i, i * M + j) < low ? low : BIDS(1 + i, i * M + j);
    }
    onto_simplex(bids, member, i, columns, column, limits[member * 3 + 1]);
  }
  if (next != STAY) {
    /* The truth, where nobody could lie. */
    for (int j = reported; j < M; j++) BIDS(1 + i, i * M + j) = BIDS(0, i * M + j);
  }
}

/* max(0, what her best misreport gains), where there is a profile; a NaN surfaces. */
KERNEL(64) measure(GLOBAL const int* RESTRICT members, int first, int count, int columns, int profiles,
                   GLOBAL const float* RESTRICT bids, GLOBAL const float* RESTRICT outcome,
                   GLOBAL float* RESTRICT gain) {
  EACH_BIDDER
  float more = utility_of(outcome, bids, member, 1 + i, i, columns, column) -
               utility_of(outcome, bids, member, 0, i, columns, column);
  gain[(member * N + i) * columns + column] = column >= profiles || more <= 0.0f ? 0.0f : more;
}

/* The loss' derivative with respect to outcomes. prices [member]{of each bidder's regret, revenue's weight},
 * over the profiles. */
KERNEL(64) price(GLOBAL const int* RESTRICT members, int first, int count, int columns, int profiles,
                 GLOBAL const float* RESTRICT bids, GLOBAL const float* RESTRICT gain,
                 GLOBAL const float* RESTRICT prices, GLOBAL float* RESTRICT wanted) {
  EACH_BIDDER
  float weight = gain[(member * N + i) * columns + column] > 0.0f ? prices[member * PASSES + i] : 0.0f;
  for (int j = 0; j < M; j++) {
    float weighted = weight * BIDS(0, i * M + j);
    WANTED(1 + i, i * M + j) = weighted;
    WANTED(0, i * M + j) = -weighted;
  }
  WANTED(1 + i, WIDTH + i) = -weight;
  WANTED(0, WIDTH + i) = weight - (column < profiles ? prices[member * PASSES + N] : 0.0f);
}

/* One item: bidder i reports two values, in passes i and N + i of columns that have 2 N. */
KERNEL(64) report(GLOBAL const int* RESTRICT members, int first, int count, int columns,
                  GLOBAL const float* RESTRICT bids, GLOBAL const float* RESTRICT reports,
                  GLOBAL float* RESTRICT swept) {
  EACH_BIDDER
  for (int side = 0; side < 2; side++) {
    for (int r = 0; r < N; r++) {
      int own = ((member * 2 + side) * N + i) * columns + column;
      swept[((member * 2 * N + side * N + i) * N + r) * columns + column] = r == i ? reports[own] : BIDS(0, r);
    }
  }
}

/* The gradient of max(0, allocation at the lower - at the higher), times each member's slope. */
KERNEL(64) violate(GLOBAL const int* RESTRICT members, int first, int count, int columns, int profiles,
                   GLOBAL const float* RESTRICT outcome, GLOBAL const float* RESTRICT slopes,
                   GLOBAL float* RESTRICT wanted) {
  EACH_BIDDER
  int lower = ((member * 2 * N + i) * 2 * N + i) * columns + column;
  int higher = ((member * 2 * N + N + i) * 2 * N + i) * columns + column;
  float slope = column < profiles && outcome[lower] > outcome[higher] ? slopes[member] : 0.0f;
  wanted[lower] = slope;
  wanted[higher] = -slope;
}
