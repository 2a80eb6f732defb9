/* Choices among options: profiles x options, of N bidders and M items. PIVOTS: bidders pay what others lose.
 * WORTH: 0 where shares are worth their product with values, 1 by a sigmoid and 2 by a hinge above them.
 * tables [member]{sharpness, sharpest, unit of worth, w of each bidder, then each option's shares, boost and price};
 * values [member][value][column]; told [member]{of the best option, greatest probability, each bidder's payment}[column];
 * state, for the slopes, [member]{sharpness, greatest score, center, each bidder's greatest, probability, mean}[column];
 * without pivots the fourth is what no shares would be worth.
 * No work-item waits for another. */
#define WIDTH (N * M)
#define ROW (WIDTH + 2)
#define HEAD (3 + N)
#define TOLD (2 + N)
#define STATE (3 + 3 * N)
#define LOWEST (-3.0e38f)
#define TOLD_OF(r) told[(member * TOLD + (r)) * columns + column]
#define STATE_OF(r) state[(member * STATE + (r)) * columns + column]
#define VALUE(r) values[(member * WIDTH + (r)) * columns + column]

/* As on the processor, where a difference is never below -SATURATION; what is no number stays none. */
INLINE float power(float x) { return EXP2(1.442695040888963f * (x < -SATURATION ? -SATURATION : x)); }

INLINE float sigmoid(float x) {
  return 1.0f / (1.0f + EXP2(-1.442695040888963f * (x < -SATURATION ? -SATURATION : x > SATURATION ? SATURATION : x)));
}

/* What a share is worth that is so far above the value. */
INLINE float gain(float above) { return WORTH == 1 ? sigmoid(above) : above < 0.0f ? 0.0f : above; }

/* What no shares would be worth, summed as score does, so that nothing is worth nothing. */
INLINE float without(const float* v) {
  float sum = 0.0f;
  for (int j = 0; j < M; j++) sum += gain(-v[j]);
  return WORTH ? sum : 0.0f;
}

/* The slope of worth along a share. */
INLINE float along(float unit, float share, float value) {
  if (WORTH == 0) return value;
  float y = gain(share - value);
  return unit * (WORTH == 1 ? flushed(y * (1.0f - y)) : share < value ? 0.0f : 1.0f);
}

/* What an option is worth to each bidder, times w; returns its score. */
INLINE float score(GLOBAL const float* row, const float* v, float unit, float none, float* own) {
  float all = row[WIDTH];
  for (int i = 0; i < N; i++) {
    float mine = 0.0f;
    for (int j = 0; j < M; j++) {
      float share = row[i * M + j], value = v[i * M + j];
      mine = WORTH ? mine + gain(share - value) : FMA(share, value, mine);
    }
    own[i] = WORTH ? unit * (mine - none) : mine;
    all += own[i];
  }
  return all;
}

/* One profile of one member: its choice, and what it brings. */
KERNEL(64) choose(GLOBAL const int* RESTRICT members, int first, int count, int options, int columns,
                  GLOBAL const float* RESTRICT tables, GLOBAL const float* RESTRICT values,
                  GLOBAL float* RESTRICT told, GLOBAL float* RESTRICT state) {
  int at = GROUP_ID * 64 + LOCAL_ID, column = at % columns, place = at / columns;
  if (place >= count) return;
  int member = members[first + place];
  GLOBAL const float* table = tables + member * (HEAD + options * ROW);
  GLOBAL const float* rows = table + HEAD;
  float v[WIDTH], own[N];
  for (int r = 0; r < WIDTH; r++) v[r] = VALUE(r);
  float unit = table[2], none = without(v);
  float best = LOWEST, least = -LOWEST, price = 0.0f;
  float greatest[N], lost[N];
  for (int i = 0; i < N; i++) {
    greatest[i] = LOWEST;
    lost[i] = 0.0f;
  }
  for (int a = 0; a < options; a++) {
    GLOBAL const float* row = rows + a * ROW;
    float all = score(row, v, unit, none, own);
    int better = all > best;
    price = better ? row[WIDTH + 1] : price;
    best = better ? all : best;
    least = all < least ? all : least;
    for (int i = 0; i < N; i++) {
      float others = all - own[i];
      greatest[i] = others > greatest[i] ? others : greatest[i];
      lost[i] = better ? others : lost[i];
    }
  }
  float sharpness = table[0];
  if (table[1] > 0.0f) {
    float spread = best - least;
    float sharper = sharpness / (spread > 1e-6f ? spread : 1e-6f);
    sharper = sharper > table[1] ? table[1] : sharper;
    sharpness = sharper > sharpness ? sharper : sharpness;
  }
  float sum = 0.0f, brought = 0.0f, sums[N], means[N], average[N];
  for (int i = 0; i < N; i++) sums[i] = means[i] = average[i] = 0.0f;
  for (int a = 0; a < options; a++) {
    GLOBAL const float* row = rows + a * ROW;
    float all = score(row, v, unit, none, own);
    float p = power(sharpness * (all - best));
    sum += p;
    brought = FMA(p, row[WIDTH + 1], brought);
    for (int i = 0; i < PIVOTS * N; i++) {
      float others = all - own[i];
      float q = power(sharpness * (others - greatest[i]));
      sums[i] += q;
      means[i] = FMA(q, others, means[i]);
      average[i] = FMA(p, others, average[i]);
    }
  }
  float share = 1.0f / sum, center = PIVOTS ? 0.0f : share * brought, hard = PIVOTS ? 0.0f : price;
  if (!PIVOTS) {
    TOLD_OF(2) = center;
    STATE_OF(3) = none;
  }
  for (int i = 0; i < PIVOTS * N; i++) {
    float w = table[3 + i], q = 1.0f / sums[i];
    STATE_OF(3 + i) = greatest[i];
    STATE_OF(3 + N + i) = q;
    STATE_OF(3 + 2 * N + i) = q * means[i];
    TOLD_OF(2 + i) = (q * means[i] - share * average[i]) / w;
    center += share * average[i] / w;
    hard += (greatest[i] - lost[i]) / w;
  }
  TOLD_OF(0) = hard;
  TOLD_OF(1) = share;
  STATE_OF(0) = sharpness;
  STATE_OF(1) = best;
  STATE_OF(2) = center;
}

/* One option of one member, over 64 profiles: parts [member][part][option]{slopes of shares, of the score, frequency}. */
KERNEL(64) slopes(GLOBAL const int* RESTRICT members, int first, int count, int options, int columns, int profiles,
                  GLOBAL const float* RESTRICT tables, GLOBAL const float* RESTRICT values,
                  GLOBAL const float* RESTRICT told, GLOBAL const float* RESTRICT state,
                  GLOBAL float* RESTRICT parts) {
  int each = columns / 64, at = GROUP_ID * 64 + LOCAL_ID;
  int option = at % options, part = at / options % each, place = at / options / each;
  if (place >= count) return;
  int member = members[first + place];
  GLOBAL const float* table = tables + member * (HEAD + options * ROW);
  GLOBAL const float* row = table + HEAD + option * ROW;
  float v[WIDTH], own[N], slope[N], sums[WIDTH], scores = 0.0f, frequency = 0.0f, unit = table[2];
  for (int r = 0; r < WIDTH; r++) sums[r] = 0.0f;
  int last = part * 64 + 64 < profiles ? part * 64 + 64 : profiles;
  for (int column = part * 64; column < last; column++) {
    for (int r = 0; r < WIDTH; r++) v[r] = VALUE(r);
    float none = WORTH ? STATE_OF(3) : 0.0f, all = score(row, v, unit, none, own);
    float sharpness = STATE_OF(0);
    float p = TOLD_OF(1) * power(sharpness * (all - STATE_OF(1)));
    float total = PIVOTS ? 0.0f : sharpness * p * (row[WIDTH + 1] - STATE_OF(2));
    slope[0] = 0.0f;
    float cost = 0.0f;
    for (int i = 0; i < PIVOTS * N; i++) {
      float w = table[3 + i], others = all - own[i];
      float q = STATE_OF(3 + N + i) * power(sharpness * (others - STATE_OF(3 + i)));
      float by = (q * (1.0f + sharpness * (others - STATE_OF(3 + 2 * N + i))) - p) / w;
      cost += others / w;
      slope[i] = -by; /* her own value is not among the others' */
      total += by;
    }
    if (PIVOTS) total -= sharpness * p * (cost - STATE_OF(2));
    for (int i = 0; i < N; i++)
      for (int j = 0; j < M; j++) {
        int r = i * M + j;
        sums[r] = FMA(slope[i] + total, along(unit, row[r], v[r]), sums[r]);
      }
    scores += total;
    frequency += p;
  }
  GLOBAL float* into = parts + ((member * each + part) * options + option) * ROW;
  for (int r = 0; r < WIDTH; r++) into[r] = sums[r];
  into[WIDTH] = scores;
  into[WIDTH + 1] = frequency;
}

/* Parts in their order: sums [member][cell]. */
KERNEL(64) total(GLOBAL const int* RESTRICT members, int first, int count, int cells, int each,
                 GLOBAL const float* RESTRICT parts, GLOBAL float* RESTRICT sums) {
  int at = GROUP_ID * 64 + LOCAL_ID, k = at % cells, place = at / cells;
  if (place >= count) return;
  int member = members[first + place];
  float sum = 0.0f;
  for (int q = 0; q < each; q++) sum += parts[(member * each + q) * cells + k];
  sums[member * cells + k] = sum;
}
