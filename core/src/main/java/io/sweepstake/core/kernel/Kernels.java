package io.sweepstake.core.kernel;

/**
 * The loops that training spends its time in, over rows of {@link #TILE} profiles.
 *
 * <p>Arguments are arrays with the offset of the first element; {@code length} counts floats and is
 * a multiple of {@link #TILE}. An instance owns scratch space and is used by one thread at a time.
 */
public interface Kernels {
  /** Profiles in a tile: the length of every row. */
  int TILE = 64;

  /** Weight rows start at multiples of this many floats. */
  int ROW_PADDING = 16;

  /**
   * What a sigmoid or softmax saturates at: beyond e^±60 nothing is learned, and products of two
   * such shares would be denormal numbers, which some processors take a hundred cycles for.
   */
  float SATURATION = 60;

  /**
   * A gradient below this is none: Adam's ε is ten powers of ten larger. Its square is still far
   * from denormal.
   */
  float LEAST_GRADIENT = 1e-18f;

  /** As in a trial's provenance: {@code vector-512}, {@code scalar}. */
  String name();

  /** Floats that {@link #pack} needs. */
  int packedLength(int rows, int depth);

  /**
   * Copies a matrix into the order in which {@link #product} reads it.
   *
   * @param rowStep distance between rows in {@code source}
   * @param columnStep distance between columns in {@code source}
   */
  void pack(
      float[] source, int first, int rowStep, int columnStep, int rows, int depth, float[] packed);

  /**
   * {@code c = A x}: A is a packed {@code rows × depth} matrix, x has {@code depth} rows, c {@code
   * rows}.
   */
  void product(float[] packed, int rows, int depth, float[] x, int xAt, float[] c, int cAt);

  /** {@code c = base + A x}; {@code base} may be {@code c}. */
  void productPlus(
      float[] packed,
      int rows,
      int depth,
      float[] x,
      int xAt,
      float[] base,
      int baseAt,
      float[] c,
      int cAt);

  /** {@code c = (1 − y²) A x}, for {@code y = tanh} of c's rows. */
  void productTanhSlope(
      float[] packed,
      int rows,
      int depth,
      float[] x,
      int xAt,
      float[] y,
      int yAt,
      float[] c,
      int cAt);

  /**
   * {@code g[r][k] += Σ_s d[r][s] x[k][s]}: the gradient of a layer's weights over one tile.
   *
   * @param stride distance between rows of g, a multiple of {@link #ROW_PADDING} and at least
   *     {@code depth}; what lies between is left as it is
   */
  void weightGradient(
      float[] d, int dAt, int rows, float[] x, int xAt, int depth, float[] g, int gAt, int stride);

  /** {@code x = tanh x}, for finite x; NaN stays NaN. */
  void tanh(float[] x, int at, int length);

  /** {@code d *= 1 − y²}, for {@code y = tanh}. */
  void tanhBackward(float[] d, int dAt, float[] y, int yAt, int length);

  /** {@code x = max(x, 0)}. */
  void relu(float[] x, int at, int length);

  /** {@code d = 0} where {@code y ≤ 0}. */
  void reluBackward(float[] d, int dAt, float[] y, int yAt, int length);

  /** {@code x = 1 / (1 + e^−x)}, for x within ±{@link #SATURATION}. */
  void sigmoid(float[] x, int at, int length);

  /** {@code d *= y (1 − y)}, and 0 below {@link #LEAST_GRADIENT}. */
  void sigmoidBackward(float[] d, int dAt, float[] y, int yAt, int length);

  /**
   * Softmax over {@code groups} slices of {@code length} floats each, element by element; no share
   * is below e^−{@link #SATURATION} of the greatest.
   */
  void softmax(float[] x, int at, int groups, int length);

  /**
   * {@code d_k = y_k (d_k − Σ_g d_g y_g)} over the same slices, and 0 below {@link
   * #LEAST_GRADIENT}.
   */
  void softmaxBackward(float[] d, int dAt, float[] y, int yAt, int groups, int length);

  /** {@code c = a b}. */
  void multiply(float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, int length);

  /** {@code c += a b}. */
  void multiplyAdd(float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, int length);

  /** {@code c += a}. */
  void add(float[] a, int aAt, float[] c, int cAt, int length);

  /** {@code c = min(a, b)}. */
  void minimum(float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, int length);

  /** {@code c = max(c, a + b)}, the same to the bit in every engine. */
  void raise(double[] a, int aAt, double[] b, int bAt, double[] c, int cAt, int length);

  /** {@code c += d} where {@code a ≤ b}: what of d belongs to a. */
  void addWhereAtMost(
      float[] d, int dAt, float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, int length);

  /** {@code c += d} where {@code a < b}. */
  void addWhereBelow(
      float[] d, int dAt, float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, int length);

  /**
   * Keeps the better of two candidates, profile by profile: where {@code u > best}, {@code best =
   * u} and the rows of {@code kept} become those of {@code x}.
   */
  void keepBetter(
      float[] u,
      int uAt,
      float[] best,
      int bestAt,
      float[] x,
      int xAt,
      float[] kept,
      int keptAt,
      int rows);

  /** One row of plain ascent: {@code x = clip(x + rate · d)}. */
  void ascend(float[] x, int xAt, float[] d, int dAt, float rate, float low, float high);

  /**
   * One row of Adam ascent (Kingma and Ba, 2015), clipped.
   *
   * @param rate step size with both bias corrections in it
   * @param epsilon likewise scaled by the second moment's correction
   */
  void ascendAdam(
      float[] x,
      int xAt,
      float[] d,
      int dAt,
      float[] first,
      int firstAt,
      float[] second,
      int secondAt,
      float rate,
      float epsilon,
      float low,
      float high);

  /**
   * Adam descent on weights: {@code w −= rate · m / (√v + ε)} after the moments' update with β.
   * First moments below {@link #LEAST_GRADIENT} become 0 and second moments stay above its square:
   * those of units that have died would decay into denormal numbers.
   *
   * @param length any
   */
  void adam(
      float[] w,
      float[] gradient,
      float[] first,
      float[] second,
      int length,
      float beta1,
      float beta2,
      float rate,
      float epsilon);
}
