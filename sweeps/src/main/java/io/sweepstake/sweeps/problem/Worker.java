package io.sweepstake.sweeps.problem;

/**
 * What a process that runs trials remembers between them: how far they are, and trainings that
 * stopped at a rung. Nothing depends on it: a trial that another worker takes up goes on just so.
 *
 * <p>A trial function comes to a worker as bytes and finds itself among whatever runs there, so
 * there is one for each process, {@link #ofThisProcess}; it is the only such object of the sweep.
 */
public final class Worker {
  /** A process trains as many trials at a time as it has cores, as a rule. */
  private static final Worker HERE = new Worker();

  private final RunningTrials running = new RunningTrials();
  private final KeptTrainings kept = new KeptTrainings(Runtime.getRuntime().availableProcessors());

  private Worker() {}

  public static Worker ofThisProcess() {
    return HERE;
  }

  /** The trials under way. */
  public RunningTrials running() {
    return running;
  }

  /** The trainings that stopped at a rung. */
  public KeptTrainings kept() {
    return kept;
  }
}
