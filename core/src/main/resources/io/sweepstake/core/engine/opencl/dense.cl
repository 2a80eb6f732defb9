/* Dense layers on a tile: rows of S columns, PITCH floats apart, shared by T work-items.
 * Weights are [input][output], outputs padded to 4: four rows by four columns per work-item. */
#define QUADS (S / 4)

/* y[r] = start[r] + sum_k w[k][r] x[k], for each of some slices of rows; without a start it is 0. */
INLINE void product(GLOBAL const float* start, GLOBAL const float* w, int depth, int rows, int slices,
                    SPACE const float* x, SPACE float* y, int pitch, int add, int lid) {
  int tall = (rows + 3) / 4, stride = 4 * tall;
  for (int at = lid; at < slices * tall * QUADS; at += T) {
    int s = at % QUADS * 4, r = at / QUADS % tall * 4, slice = at / QUADS / tall;
    SPACE const float* from = x + slice * depth * pitch + s;
    GLOBAL const float* v = w + r;
    float4 a = SPLAT4(0.0f), b = a, c = a, d = a;
    if (start) {
      a = SPLAT4(start[r]);
      b = SPLAT4(start[r + 1]);
      c = SPLAT4(start[r + 2]);
      d = SPLAT4(start[r + 3]);
    }
    for (int k = 0; k < depth; k++) {
      float4 weights = LOAD4(v), column = LOAD4(from);
      a = FMA4(weights.x, column, a);
      b = FMA4(weights.y, column, b);
      c = FMA4(weights.z, column, c);
      d = FMA4(weights.w, column, d);
      v += stride;
      from += pitch;
    }
    SPACE float* to = y + (slice * rows + r) * pitch + s;
    if (add) {
      a = FMA4(1.0f, LOAD4(to), a);
      if (r + 1 < rows) b = FMA4(1.0f, LOAD4(to + pitch), b);
      if (r + 2 < rows) c = FMA4(1.0f, LOAD4(to + 2 * pitch), c);
      if (r + 3 < rows) d = FMA4(1.0f, LOAD4(to + 3 * pitch), d);
    }
    STORE4(a, to);
    if (r + 1 < rows) STORE4(b, to + pitch);
    if (r + 2 < rows) STORE4(c, to + 2 * pitch);
    if (r + 3 < rows) STORE4(d, to + 3 * pitch);
  }
}

INLINE float dot4(float4 a, float4 b, float c) {
  return FMA(a.x, b.x, FMA(a.y, b.y, FMA(a.z, b.z, FMA(a.w, b.w, c))));
}

/* g[0][r] = sum d[r], g[1 + k][r] = sum d[r] x[k], over columns and slices: bias first. A work-item
 * has four rows at one k; 0 where rows are padding. */
INLINE void weight_gradient(SPACE const float* d, int rows, SPACE const float* x, int depth, int slices,
                  GLOBAL float* g, int pitch, int lid) {
  int tall = (rows + 3) / 4;
  for (int at = lid; at < tall * (depth + 1); at += T) {
    int r = at % tall, k = at / tall;
    float a0 = 0, a1 = 0, a2 = 0, a3 = 0;
    for (int slice = 0; slice < slices; slice++) {
      SPACE const float* ds = d + (slice * rows + r) * pitch;
      SPACE const float* xs = x + (slice * depth + max(k - 1, 0)) * pitch;
      int one = r + tall < rows ? tall : 0, two = r + 2 * tall < rows ? 2 * tall : 0;
      int three = r + 3 * tall < rows ? 3 * tall : 0;
      for (int s = 0; s < S; s += 4) {
        float4 v = k == 0 ? SPLAT4(1.0f) : LOAD4(xs + s);
        a0 = dot4(LOAD4(ds + s), v, a0);
        a1 = dot4(LOAD4(ds + one * pitch + s), v, a1);
        a2 = dot4(LOAD4(ds + two * pitch + s), v, a2);
        a3 = dot4(LOAD4(ds + three * pitch + s), v, a3);
      }
    }
    GLOBAL float* to = g + k * 4 * tall + r;
    to[0] = a0;
    to[tall] = r + tall < rows ? a1 : 0.0f;
    to[2 * tall] = r + 2 * tall < rows ? a2 : 0.0f;
    to[3 * tall] = r + 3 * tall < rows ? a3 : 0.0f;
  }
}
