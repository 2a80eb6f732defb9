/* Everything but dense layers: each function has T work-items go over (row, column) of a tile.
 * x is read, y written; d is the gradient of y, g that of x: written, or added to where add is 1.
 * Rows that are read as [outer][groups][stride] are told so. */
#define EACH_CELL(rows) for (int at = lid, r = lid / S, s = lid % S; at < (rows) * S; at += T, r = at / S, s = at % S)
#define CELL(x, r) x[(r) * pitch + s]
#define GIVE(g, r, value) CELL(g, r) = (add ? CELL(g, r) : 0.0f) + (value)

/* Not fmax, which would hide a NaN. */
INLINE float at_least(float low, float x) { return x < low ? low : x; }

#define TANH 0
#define RELU 1
#define SIGMOID 2

INLINE float activation(int kind, float x) {
  if (kind == TANH) return 1.0f - 2.0f / (EXP2(2.885390081777927f * x) + 1.0f);
  if (kind == RELU) return x > 0.0f || x != x ? x : 0.0f;
  return 1.0f / (1.0f + EXP2(-1.442695040888963f * at_least(-SATURATION, -at_least(-SATURATION, -x))));
}

/* The derivative as a function of the value. */
INLINE float derivative(int kind, float y) {
  return kind == TANH ? 1.0f - y * y : kind == RELU ? (y > 0.0f ? 1.0f : 0.0f) : y * (1.0f - y);
}

INLINE void load(GLOBAL const float* from, int columns, SPACE float* y, int rows, int pitch, int add, int lid) {
  EACH_CELL(rows) GIVE(y, r, from[r * columns + s]);
}

INLINE void store(SPACE const float* x, GLOBAL float* to, int columns, int rows, int pitch, int lid) {
  EACH_CELL(rows) to[r * columns + s] = CELL(x, r);
}

INLINE void zero(SPACE float* y, int rows, int pitch, int lid) {
  EACH_CELL(rows) CELL(y, r) = 0.0f;
}

INLINE void give(SPACE const float* d, SPACE float* g, int rows, int pitch, int add, int lid) {
  EACH_CELL(rows) GIVE(g, r, CELL(d, r));
}

INLINE void activate(int kind, SPACE const float* x, SPACE float* y, int rows, int pitch, int lid) {
  EACH_CELL(rows) CELL(y, r) = activation(kind, CELL(x, r));
}

INLINE void activate_back(int kind, SPACE const float* y, SPACE const float* d, SPACE float* g, int rows,
                          int pitch, int add, int lid) {
  EACH_CELL(rows) {
    float v = CELL(d, r) * derivative(kind, CELL(y, r));
    GIVE(g, r, kind == SIGMOID ? flushed(v) : v);
  }
}

INLINE void softmax(SPACE const float* x, SPACE float* y, int outer, int groups, int stride, int pitch, int lid) {
  EACH_CELL(outer * stride) {
    int first = r / stride * groups * stride + r % stride;
    float top = -INFINITY, sum = 0.0f;
    for (int i = 0; i < groups; i++) top = fmax(top, CELL(x, first + i * stride));
    for (int i = 0; i < groups; i++) {
      float e = EXP2(1.442695040888963f * at_least(-SATURATION, CELL(x, first + i * stride) - top));
      CELL(y, first + i * stride) = e;
      sum += e;
    }
    for (int i = 0; i < groups; i++) CELL(y, first + i * stride) /= sum;
  }
}

INLINE void softmax_back(SPACE const float* y, SPACE const float* d, SPACE float* g, int outer, int groups,
                         int stride, int pitch, int add, int lid) {
  EACH_CELL(outer * stride) {
    int first = r / stride * groups * stride + r % stride;
    float dot = 0.0f;
    for (int i = 0; i < groups; i++) {
      dot = FMA(CELL(d, first + i * stride), CELL(y, first + i * stride), dot);
    }
    for (int i = 0; i < groups; i++) {
      int k = first + i * stride;
      GIVE(g, k, flushed(CELL(y, k) * (CELL(d, k) - dot)));
    }
  }
}

INLINE void select_rows(SPACE const float* x, SPACE float* y, int slices, int stride, int count, int pitch, int lid) {
  EACH_CELL(slices * count) CELL(y, r) = CELL(x, r / count * stride + r % count);
}

INLINE void select_rows_back(SPACE const float* d, SPACE float* g, int slices, int stride, int count, int pitch,
                             int lid) {
  EACH_CELL(slices * count) CELL(g, r / count * stride + r % count) += CELL(d, r);
}

INLINE void multiply(SPACE const float* a, SPACE const float* b, SPACE float* y, int rows, int pitch, int lid) {
  EACH_CELL(rows) CELL(y, r) = CELL(a, r) * CELL(b, r);
}

INLINE void multiply_back(SPACE const float* other, SPACE const float* d, SPACE float* g, int rows, int pitch,
                          int add, int lid) {
  EACH_CELL(rows) GIVE(g, r, CELL(d, r) * CELL(other, r));
}

INLINE void minimum(SPACE const float* a, SPACE const float* b, SPACE float* y, int rows, int pitch, int lid) {
  EACH_CELL(rows) CELL(y, r) = CELL(b, r) < CELL(a, r) || CELL(b, r) != CELL(b, r) ? CELL(b, r) : CELL(a, r);
}

/* At a tie the gradient goes to the left. */
INLINE void minimum_back(int left, SPACE const float* a, SPACE const float* b, SPACE const float* d, SPACE float* g,
                         int rows, int pitch, int add, int lid) {
  EACH_CELL(rows) GIVE(g, r, (CELL(a, r) <= CELL(b, r)) == left ? CELL(d, r) : 0.0f);
}

/* Also sums of consecutive rows (outer sums, stride 1), and what is added along an axis on its way back. */
INLINE void sum_along(float factor, SPACE const float* x, SPACE float* y, int outer, int groups, int stride,
                      int pitch, int add, int lid) {
  EACH_CELL(outer * stride) {
    float sum = 0.0f;
    for (int i = 0; i < groups; i++) sum += CELL(x, (r / stride * groups + i) * stride + r % stride);
    GIVE(y, r, factor * sum);
  }
}

INLINE void repeat_along(float factor, SPACE const float* x, SPACE float* y, int outer, int groups, int stride,
                         int pitch, int add, int lid) {
  EACH_CELL(outer * groups * stride) GIVE(y, r, factor * CELL(x, r / (groups * stride) * stride + r % stride));
}

INLINE void add_along(SPACE const float* x, SPACE const float* added, SPACE float* y, int outer, int groups,
                      int stride, int pitch, int lid) {
  EACH_CELL(outer * groups * stride) {
    CELL(y, r) = CELL(x, r) + CELL(added, r / (groups * stride) * stride + r % stride);
  }
}
