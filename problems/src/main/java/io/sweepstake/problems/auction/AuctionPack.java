package io.sweepstake.problems.auction;

import io.sweepstake.core.economics.Evaluation;
import io.sweepstake.core.economics.OptimumAlarm;
import io.sweepstake.core.engine.Engine;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.network.ProgramRunner;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.training.TrainingCheckpoint;
import io.sweepstake.core.training.TrainingListener;
import io.sweepstake.core.training.TrainingPlan;
import io.sweepstake.sweeps.problem.DivergedException;
import io.sweepstake.sweeps.problem.MemoryException;
import io.sweepstake.sweeps.problem.Training;
import io.sweepstake.sweeps.problem.TrainingPack;
import io.sweepstake.sweeps.study.Artifact;
import io.sweepstake.sweeps.study.Metrics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Trainings of auctions that advance together on one engine; also one alone. */
final class AuctionPack implements TrainingPack {
  /** Evaluations of a pack; each has memory of its own on the device. */
  private static final int AT_A_TIME = 8;

  private final List<TrainingPlan> plans;
  private final Engine engine;
  private final boolean moves;
  private final long evaluationSeed;
  private final boolean truthful;
  private final io.sweepstake.core.training.TrainingPack pack;
  private final List<Training> members;
  private final Map<Integer, CompletableFuture<Judged>> evaluations = new HashMap<>(); // by member

  /**
   * At iteration 0.
   *
   * @param moves whether a checkpoint of another engine goes on
   * @param evaluationSeed of the profiles that judge every trial of the study
   * @param truthful whether networks are made truthful too, and that is measured
   * @throws MemoryException if they do not fit into the engine's device
   */
  AuctionPack(
      List<TrainingPlan> plans,
      Engine engine,
      boolean moves,
      long evaluationSeed,
      boolean truthful) {
    this.plans = plans;
    this.engine = engine;
    this.moves = moves;
    this.evaluationSeed = evaluationSeed;
    this.truthful = truthful;
    pack = fitting(() -> io.sweepstake.core.training.TrainingPack.start(plans, engine));
    members = IntStream.range(0, plans.size()).<Training>mapToObj(Member::new).toList();
  }

  private static <T> T fitting(Supplier<T> work) {
    try {
      return work.get();
    } catch (io.sweepstake.core.engine.MemoryException full) {
      throw new MemoryException(full.getMessage(), full);
    }
  }

  @Override
  public List<Training> members() {
    return members;
  }

  @Override
  public void advance(long until, long every, List<Training.Listener> listeners) {
    List<TrainingListener> told = listeners.stream().map(AuctionPack::listener).toList();
    fitting(
        () -> {
          pack.advance(until, every, told);
          return pack;
        });
  }

  private static TrainingListener listener(Training.Listener listener) {
    return news -> listener.measured(news.iteration(), AuctionMetrics.of(news));
  }

  @Override
  public Optional<DivergedException> diverged(int member) {
    return pack.diverged(member).map(why -> new DivergedException(why.getMessage(), why));
  }

  @Override
  public void leave(int member) {
    pack.leave(member);
  }

  @Override
  public void close() {
    pack.close();
  }

  /** A trained network, and what its evaluation found. */
  private record Judged(NetworkWeights weights, Evaluation evaluation, long nanos) {}

  private Judged judged(TrainingPlan plan, NetworkWeights weights) {
    long started = System.nanoTime();
    Evaluation evaluation =
        fitting(
            () -> {
              try (ProgramRunner runner = engine.runner()) {
                Mechanism mechanism =
                    plan.family().mechanism(plan.setting(), plan.architecture(), weights, runner);
                return TrialEvaluation.of(plan.setting(), evaluationSeed)
                    .evaluate(plan.setting(), mechanism);
              }
            });
    return new Judged(weights, evaluation, System.nanoTime() - started);
  }

  /** All that have ended are evaluated at once: one alone has too little for a device to do. */
  private Judged together(int member) {
    if (evaluations.isEmpty()) {
      ExecutorService threads =
          Executors.newFixedThreadPool(
              Math.min(AT_A_TIME, Runtime.getRuntime().availableProcessors()));
      for (int k = 0; k < plans.size(); k++) {
        if (pack.iteration(k) == pack.iteration(member) && pack.diverged(k).isEmpty()) {
          TrainingPlan plan = plans.get(k);
          NetworkWeights weights = pack.weights(k);
          evaluations.put(k, CompletableFuture.supplyAsync(() -> judged(plan, weights), threads));
        }
      }
      threads.shutdown(); // after what it was given
    }
    try {
      return evaluations.get(member).join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof RuntimeException own) {
        throw own;
      }
      throw failed;
    }
  }

  /** One of them. */
  private final class Member implements Training {
    private final int k;
    private final TrainingPlan plan;

    Member(int k) {
      this.k = k;
      plan = plans.get(k);
    }

    private boolean alone() {
      return plans.size() == 1;
    }

    @Override
    public long step() {
      return pack.iteration(k);
    }

    @Override
    public void advance(long until, long every, Listener listener) throws DivergedException {
      if (!alone()) {
        throw new IllegalStateException("training: its pack advances it");
      }
      AuctionPack.this.advance(until, every, List.of(listener));
      Optional<DivergedException> diverged = diverged(k);
      if (diverged.isPresent()) {
        close();
        throw diverged.get();
      }
    }

    @Override
    public byte[] checkpoint() {
      return pack.checkpoint(k).toBytes();
    }

    /**
     * Where the device chooses the engine, or a person asked for a move, a checkpoint of another
     * engine goes on, and its row says so; where it is pinned, nothing else will do.
     */
    @Override
    public Optional<String> restore(byte[] checkpoint) {
      TrainingCheckpoint from = TrainingCheckpoint.fromBytes(checkpoint);
      if (!moves || from.engine().equals(engine.name())) {
        pack.restore(k, from);
        return Optional.empty();
      }
      if (from.engine().isEmpty()) { // as versions wrote it whose fingerprint had the engine in it
        try {
          pack.restore(k, from);
          return Optional.empty();
        } catch (IllegalArgumentException another) {
          // Of another engine, or not this trial's, which the next line finds out.
        }
      }
      pack.restoreAcrossEngines(k, from);
      return Optional.of(
          (from.engine().isEmpty()
                  ? "from an engine that it does not name"
                  : "from engine " + from.engine())
              + " to "
              + engine.name()
              + " at iteration "
              + from.iteration());
    }

    @Override
    public void adopt(byte[] checkpoint) {
      pack.adopt(k, TrainingCheckpoint.fromBytes(checkpoint));
    }

    @Override
    public Map<String, String> attributes() {
      return Map.of("engine", engine.name());
    }

    @Override
    public Result result(long millis) {
      Judged judged;
      if (alone()) {
        NetworkWeights own = pack.weights(k);
        close();
        judged = judged(plan, own);
      } else {
        judged = together(k);
      }
      NetworkWeights weights = judged.weights;
      Evaluation evaluation = judged.evaluation;
      long started = System.nanoTime();
      Metrics metrics = AuctionMetrics.ofTrial(plan.setting(), evaluation);
      NetworkFile network =
          new NetworkFile(
              plan.setting().name(),
              plan.setting().bidders(),
              plan.family().name(),
              plan.architecture(),
              weights);
      List<Artifact> artifacts = new ArrayList<>();
      artifacts.add(new Artifact(AuctionTrainings.NETWORK, network.toBytes()));
      if (truthful) {
        TruthfulVersion.Measured made =
            TruthfulVersion.measured(plan.setting(), network, evaluationSeed);
        artifacts.add(new Artifact(AuctionTrainings.TRUTHFUL, made.network().toBytes()));
        metrics =
            metrics
                .with(AuctionMetrics.TRUTHFUL_REVENUE, made.revenue().mean())
                .with(AuctionMetrics.TRUTHFUL_REVENUE_SE, made.revenue().standardError());
      }
      metrics =
          metrics
              .with(AuctionMetrics.TRAIN_SECONDS, millis / 1e3)
              .with(
                  AuctionMetrics.EVALUATION_SECONDS,
                  (judged.nanos + System.nanoTime() - started) / 1_000_000 / 1e3);
      Map<String, String> attributes = new LinkedHashMap<>();
      OptimumAlarm.of(plan.setting(), evaluation.revenue())
          .ifPresent(alarm -> attributes.put("alarm", alarm));
      return new Result(metrics, attributes, artifacts);
    }
  }
}
