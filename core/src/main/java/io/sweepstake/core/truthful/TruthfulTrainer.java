package io.sweepstake.core.truthful;

import io.sweepstake.core.descent.AdamRule;
import io.sweepstake.core.engine.ChoiceBatch;
import io.sweepstake.core.engine.ChoiceShape;
import io.sweepstake.core.engine.ChoiceTask;
import io.sweepstake.core.engine.Engine;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.training.DivergedException;
import io.sweepstake.core.training.SpecFingerprint;
import io.sweepstake.core.training.Training;
import io.sweepstake.core.training.TrainingCheckpoint;
import io.sweepstake.core.training.TrainingListener;
import io.sweepstake.core.training.TrainingMeasurement;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Trains a truthful family: an iteration draws fresh profiles and takes one step up the revenue of
 * a mechanism that chooses softly, ever more sharply.
 *
 * <p>Inside, values are in units of the mean width of the intervals that they lie in, so that step
 * sizes and sharpness mean the same in every setting.
 *
 * <p>A second phase takes over once choices are sure or revenue stays where it is, with an
 * optimiser of its own, fresh, and schedules that run over the iterations left.
 */
public final class TruthfulTrainer implements Training {
  private static final int PROGRESS = 6;
  private static final int[] ONE = {0};

  private final TruthfulTrainingSpec spec;
  private final Kernels kernels;
  private final String engine;
  private final SmoothRevenue revenue;
  private final OptionRevenue options; // the same where a device runs its loop; otherwise null
  private final ChoiceTask[] task; // one, likewise
  private final ValuationProfiles batch;
  private final long profileSeed;
  private final float[] parameters;
  private final float[] gradient;
  private final float[] firstMoment;
  private final float[] secondMoment;
  private long iteration;

  private boolean second; // whether the second phase runs
  private long phaseStart; // its first iteration
  private int sureFor; // iterations in a row
  private double windowSum;
  private int windowCount;
  private double windowBefore = Double.NaN; // mean

  private double revenueSum;
  private long measuredFrom;
  private ChoiceBatch own; // null where loops run here, or a pack's batch runs them

  /**
   * At iteration 0: with the family's random weights, or the spec's warm start.
   *
   * @throws IllegalArgumentException naming the family if the engine's device has no kernel for it
   */
  public TruthfulTrainer(TruthfulTrainingSpec spec, Engine engine) {
    this(spec, engine, engine.choices().isPresent());
    if (options != null) {
      own = engine.choices().get().batch(shape(), 1);
    }
  }

  private TruthfulTrainer(TruthfulTrainingSpec spec, Engine engine, boolean onDevice) {
    this.spec = spec;
    kernels = engine.kernels();
    Setting setting = spec.setting();
    revenue =
        SmoothRevenue.of(
            spec.family(),
            setting,
            spec.architecture(),
            kernels,
            setting.distribution().support().meanWidth());
    options = onDevice ? requireOptions(engine) : null;
    task = options == null ? null : new ChoiceTask[] {new ChoiceTask(shape())};
    this.engine = onDevice ? engine.name() : kernels.name();
    batch = new ValuationProfiles(spec.batch(), setting.bidders(), setting.items());
    profileSeed = Seeds.derive(spec.seed(), "training profiles", 0);
    parameters = new float[revenue.parameters()];
    gradient = new float[parameters.length];
    firstMoment = new float[parameters.length];
    secondMoment = new float[parameters.length];
    NetworkWeights start =
        spec.warmStart()
            .orElseGet(
                () ->
                    spec.family()
                        .initial(
                            setting, spec.architecture(), Seeds.derive(spec.seed(), "weights", 0)));
    revenue.read(start.require(spec.family().layers(setting, spec.architecture())), parameters);
  }

  /** One whose choices a pack's batch makes on the engine's device. */
  static TruthfulTrainer ofPack(TruthfulTrainingSpec spec, Engine engine) {
    return new TruthfulTrainer(spec, engine, true);
  }

  private OptionRevenue requireOptions(Engine on) {
    return revenue
        .onDevice()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "engine %s: has no kernel for family %s in setting %s; train it on the processor, with --engine auto"
                        .formatted(on.name(), spec.family().name(), spec.setting().name())));
  }

  /** Of its choices on a device. */
  ChoiceShape shape() {
    return options.shape(spec.batch());
  }

  ChoiceTask task() {
    return task[0];
  }

  @Override
  public long iteration() {
    return iteration;
  }

  @Override
  public NetworkWeights weights() {
    return revenue.write(parameters);
  }

  /** The iteration at which the second phase took over; empty before that. */
  public OptionalLong switchedAt() {
    return second ? OptionalLong.of(phaseStart) : OptionalLong.empty();
  }

  @Override
  public void advance(long until, long every, TrainingListener listener) throws DivergedException {
    requireIterations(until);
    while (iteration < until) {
      if (own != null) {
        ask();
        own.choose(task, ONE);
        told();
      } else {
        iterate();
      }
      report(every, listener);
    }
  }

  /**
   * @throws IllegalArgumentException if there are fewer
   */
  void requireIterations(long until) {
    if (until > spec.iterations()) {
      throw new IllegalArgumentException(
          "advance: the training has " + spec.iterations() + " iterations, asked for " + until);
    }
  }

  /** Tells of the last iteration, where it is one to be told of. */
  void report(long every, TrainingListener listener) {
    if (iteration % every == 0 || iteration == spec.iterations()) {
      // A truthful mechanism has no regret, and so no price of it.
      listener.measured(
          new TrainingMeasurement(iteration, revenueSum / (iteration - measuredFrom), 0, 0));
      revenueSum = 0;
      measuredFrom = iteration;
    }
  }

  private void iterate() throws DivergedException {
    draw();
    step(
        revenue.measure(parameters, batch, phase().choice(), sharpness(), gradient),
        revenue.certainty());
  }

  /** Begins an iteration: fills its task. */
  void ask() {
    draw();
    options.ask(parameters, batch, phase().choice(), sharpness(), task());
  }

  /** Ends the iteration, its task done. */
  void told() throws DivergedException {
    step(
        options.told(parameters, spec.batch(), phase().choice(), task(), gradient),
        task().certainty / spec.batch());
  }

  private ChoicePhase phase() {
    return second ? spec.then().get().phase() : spec.first();
  }

  /** Iterations of the phase. */
  private long length() {
    return spec.iterations() - phaseStart;
  }

  private double sharpness() {
    return phase().sharpness().at(iteration - phaseStart, length());
  }

  private void draw() {
    spec.setting().distribution().sample(iteration * spec.batch(), batch, profileSeed);
  }

  private void step(double measured, double certainty) throws DivergedException {
    if (!Double.isFinite(measured)) {
      throw new DivergedException(iteration, "revenue is " + measured);
    }
    long done = iteration - phaseStart;
    double rate = phase().learningRate().at(done, length());
    if (phase().optimiser() == PhaseOptimiser.ADAM) {
      kernels.adam(
          parameters,
          gradient,
          firstMoment,
          secondMoment,
          parameters.length,
          AdamRule.BETA1,
          AdamRule.BETA2,
          AdamRule.rate(rate, done + 1),
          AdamRule.epsilon(done + 1));
    } else {
      PhaseOptimiser.nesterov(parameters, gradient, firstMoment, (float) rate);
    }
    revenue.project(parameters);
    revenueSum += measured;
    iteration++;
    if (!second && spec.then().isPresent()) {
      considerSwitching(spec.then().get().when(), measured, certainty);
    }
  }

  private void considerSwitching(PhaseSwitch when, double measured, double certainty) {
    sureFor = certainty >= when.certainty() ? sureFor + 1 : 0;
    windowSum += measured;
    boolean converged = false;
    if (++windowCount == when.window()) {
      double mean = windowSum / windowCount;
      converged = Math.abs(mean - windowBefore) <= when.tolerance() * Math.abs(mean);
      windowBefore = mean;
      windowSum = 0;
      windowCount = 0;
    }
    if (sureFor >= when.patience() || converged) {
      second = true;
      phaseStart = iteration;
      Arrays.fill(firstMoment, 0);
      Arrays.fill(secondMoment, 0);
    }
  }

  private SpecFingerprint fingerprint() {
    return SpecFingerprint.of(
        spec,
        spec.first().toString(),
        spec.then().toString(),
        spec.batch() + "/" + spec.iterations() + "/" + spec.seed(),
        SpecFingerprint.of(spec.warmStart()));
  }

  @Override
  public TrainingCheckpoint checkpoint() {
    double[] own = revenue.state();
    double[] state = new double[PROGRESS + own.length];
    state[0] = second ? 1 : 0;
    state[1] = phaseStart;
    state[2] = sureFor;
    state[3] = windowSum;
    state[4] = windowCount;
    state[5] = windowBefore;
    System.arraycopy(own, 0, state, PROGRESS, own.length);
    return new TrainingCheckpoint(
        fingerprint().value(),
        engine,
        iteration,
        state,
        parameters.clone(),
        firstMoment.clone(),
        secondMoment.clone(),
        new TreeMap<>());
  }

  @Override
  public void restore(TrainingCheckpoint checkpoint) {
    checkpoint.require(fingerprint(), engine);
    load(checkpoint);
  }

  @Override
  public void restoreAcrossEngines(TrainingCheckpoint checkpoint) {
    checkpoint.requirePlan(fingerprint());
    load(checkpoint);
  }

  @Override
  public void adopt(TrainingCheckpoint checkpoint) {
    checkpoint.requireShape(spec.iterations(), parameters.length, 0);
    checkpoint.requireState(checkpoint.lossState().length, PROGRESS + revenue.state().length);
    load(checkpoint);
  }

  private void load(TrainingCheckpoint checkpoint) {
    double[] state = checkpoint.lossState();
    // A plan that adopts another's checkpoint may have no second phase.
    second = state[0] == 1 && spec.then().isPresent();
    phaseStart = (long) state[1];
    sureFor = (int) state[2];
    windowSum = state[3];
    windowCount = (int) state[4];
    windowBefore = state[5];
    revenue.restore(Arrays.copyOfRange(state, PROGRESS, state.length));
    iteration = checkpoint.iteration();
    measuredFrom = iteration;
    revenueSum = 0;
    System.arraycopy(checkpoint.weights(), 0, parameters, 0, parameters.length);
    System.arraycopy(checkpoint.firstMoment(), 0, firstMoment, 0, firstMoment.length);
    System.arraycopy(checkpoint.secondMoment(), 0, secondMoment, 0, secondMoment.length);
  }

  @Override
  public void close() {
    if (own != null) {
      own.close();
    }
  }
}
