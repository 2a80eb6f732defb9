/* Choices among options: profiles x options, of N bidders and M items. PIVOTS: bidders pay what others lose.
 * tables [member]{sharpness, sharpest, w of each bidder, then each option's shares, boost and price};
 * values [member][value][column]; told [member]{of the best option, greatest probability, each bidder's payment}[column];
 * state, for the slopes, [member]{sharpness, greatest score, center, each bidder's greatest, probability, mean}[column].
 * No work-item waits for another. */
#define WIDTH (N * M)
#define ROW (WIDTH + 2)
#define HEAD (2 + N)
#define TOLD (2 + N)
#define STATE (3 + 3 * N)
#define LOWEST (-3.0e38f)
#define TOLD_OF(r) told[(member * TOLD + (r)) * columns + column]
#define STATE_OF(r) state[(member * STATE + (r)) * columns + column]
#define VALUE(r) values[(member * WIDTH + (r)) * columns + column]

/* As on the processor, where a difference is never below -SATURATION; what is no number stays none. */
INLINE float power(float x) { return EXP2(1.442695040888963f * (x < -SATURATION ? -SATURATION : x)); }

/* What an option is worth to each bidder, times w; returns its score. */
INLINE float score(GLOBAL const float* row, const float* v, float* own) {
  float all = row[WIDTH];
  for (int i = 0; i < N; i++) {
    float mine = 0.0f;
    for (int j = 0; j < M; j++) mine = FMA(row[i * M + j], v[i * M + j], mine);
    own[i] = mine;
    all += mine;
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
  float best = LOWEST, least = -LOWEST, price = 0.0f;
  float greatest[N], lost[N];
  for (int i = 0; i < N; i++) {
    greatest[i] = LOWEST;
    lost[i] = 0.0f;
  }
  for (int a = 0; a < options; a++) {
    GLOBAL const float* row = rows + a * ROW;
    float all = score(row, v, own);
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
    float all = score(row, v, own);
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
  if (!PIVOTS) TOLD_OF(2) = center;
  for (int i = 0; i < PIVOTS * N; i++) {
    float w = table[2 + i], q = 1.0f / sums[i];
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
  float v[WIDTH], own[N], slope[N], sums[WIDTH], scores = 0.0f, frequency = 0.0f;
  for (int r = 0; r < WIDTH; r++) sums[r] = 0.0f;
  int last = part * 64 + 64 < profiles ? part * 64 + 64 : profiles;
  for (int column = part * 64; column < last; column++) {
    for (int r = 0; r < WIDTH; r++) v[r] = VALUE(r);
    float all = score(row, v, own);
    float sharpness = STATE_OF(0);
    float p = TOLD_OF(1) * power(sharpness * (all - STATE_OF(1)));
    float total = PIVOTS ? 0.0f : sharpness * p * (row[WIDTH + 1] - STATE_OF(2));
    slope[0] = 0.0f;
    float cost = 0.0f;
    for (int i = 0; i < PIVOTS * N; i++) {
      float w = table[2 + i], others = all - own[i];
      float q = STATE_OF(3 + N + i) * power(sharpness * (others - STATE_OF(3 + i)));
      float by = (q * (1.0f + sharpness * (others - STATE_OF(3 + 2 * N + i))) - p) / w;
      cost += others / w;
      slope[i] = -by; /* her own value is not among the others' */
      total += by;
    }
    if (PIVOTS) total -= sharpness * p * (cost - STATE_OF(2));
    for (int i = 0; i < N; i++)
      for (int j = 0; j < M; j++) sums[i * M + j] = FMA(slope[i] + total, v[i * M + j], sums[i * M + j]);
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
