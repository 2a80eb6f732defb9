/* Steps of optimisers: arrays are [member][PARAMETERS]; a work-item has one of them. */
#define EACH_PARAMETER                                                                          \
  int at = GROUP_ID * 64 + LOCAL_ID, k = at % parameters, place = at / parameters;              \
  if (place >= count) return;                                                                   \
  int member = members[first + place];

/* gradient += its parts, [member][part], in their order. */
KERNEL(64) gather(GLOBAL const int* RESTRICT members, int first, int count, int parameters,
                  GLOBAL const float* RESTRICT parts, int each, GLOBAL float* RESTRICT gradient) {
  EACH_PARAMETER
  float sum = gradient[member * parameters + k];
  for (int q = 0; q < each; q++) sum += parts[(member * each + q) * parameters + k];
  gradient[member * parameters + k] = sum;
}

/* 64 parts of the squared length of each gradient. */
KERNEL(64) lengths(GLOBAL const int* RESTRICT members, int first, int count, int parameters,
                   GLOBAL const float* RESTRICT gradient, GLOBAL float* RESTRICT squares) {
  int member = members[first + GROUP_ID];
  float sum = 0.0f;
  for (int k = LOCAL_ID; k < parameters; k += 64) {
    float g = gradient[member * parameters + k];
    sum = FMA(g, g, sum);
  }
  squares[member * 64 + LOCAL_ID] = sum;
}

/* rules [member]{kind, rate, epsilon, shrink, momentum, clip}; mirrored [PARAMETERS]: where a weight lies in the
 * transposed copy, or -1. The gradient is 0 again. */
KERNEL(64) descend(GLOBAL const int* RESTRICT members, int first, int count, int parameters,
                   GLOBAL const float* RESTRICT rules, GLOBAL const float* RESTRICT squares,
                   GLOBAL float* RESTRICT weights, GLOBAL float* RESTRICT gradient,
                   GLOBAL float* RESTRICT firsts, GLOBAL float* RESTRICT seconds,
                   GLOBAL const int* RESTRICT mirrored, GLOBAL float* RESTRICT mirror, int length) {
  EACH_PARAMETER
  GLOBAL const float* rule = rules + member * 6;
  int own = member * parameters + k;
  float w = weights[own], g = gradient[own];
  if (rule[5] > 0.0f) {
    float square = 0.0f;
    for (int q = 0; q < 64; q++) square += squares[member * 64 + q];
    float norm = sqrt(square);
    g = norm > rule[5] ? g * (rule[5] / norm) : g;
  }
  if (rule[0] == 0.0f) {
    g = flushed(g);
    float m = flushed(0.9f * firsts[own] + (1.0f - 0.9f) * g);
    float v = 0.999f * seconds[own] + (1.0f - 0.999f) * g * g + LEAST_GRADIENT * LEAST_GRADIENT;
    firsts[own] = m;
    seconds[own] = v;
    w = w * rule[3] - rule[1] * m / (sqrt(v) + rule[2]);
  } else {
    float moved = rule[4] * firsts[own] + g;
    firsts[own] = flushed(moved);
    w -= rule[1] * (g + rule[4] * moved);
  }
  weights[own] = w;
  gradient[own] = 0.0f;
  if (mirrored[k] >= 0) mirror[member * length + mirrored[k]] = w;
}
