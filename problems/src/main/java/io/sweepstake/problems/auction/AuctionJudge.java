package io.sweepstake.problems.auction;

import io.sweepstake.core.ceiling.Ceilings;
import io.sweepstake.core.economics.BlockEvaluation;
import io.sweepstake.core.economics.Evaluation;
import io.sweepstake.core.economics.Evaluator;
import io.sweepstake.core.economics.StandardErrors;
import io.sweepstake.core.engine.Device;
import io.sweepstake.core.engine.Engines;
import io.sweepstake.core.engine.tiles.NetworkMechanism;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.network.ProgramRunner;
import io.sweepstake.core.regret.RegretEstimator;
import io.sweepstake.core.regret.StrongAttack;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.jobs.config.ShellWord;
import io.sweepstake.sweeps.problem.Judge;
import io.sweepstake.sweeps.problem.MetricColumn;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Evaluates trained networks on fresh profiles and by an attack.
 *
 * @param setting its name
 * @param bidders how many
 * @param seed of the profiles, the same for every network
 * @param profiles on which revenue is measured, at least 1
 * @param attackedProfiles how many of them are attacked, from 1 to {@code profiles}
 * @param attack how hard
 * @param lieRounds how often bidders answer each other's lies, at least 1
 * @param truthful whether {@code truthful_revenue} is what counts, and so is measured of every
 *     network; else it is where a truthful version takes seconds to make
 * @param engine whose device runs the networks, as {@link AuctionTrainings} has it; null for the
 *     processor
 */
public record AuctionJudge(
    String setting,
    int bidders,
    long seed,
    int profiles,
    int attackedProfiles,
    Attack attack,
    int lieRounds,
    boolean truthful,
    String engine)
    implements Judge {

  /**
   * The strong attack on a profile took as long as about three iterations of RegretNet's presets,
   * of one bidder and of two, with two items.
   */
  private static final double STEPS_PER_PROFILE = 3;

  /** How hard bidders look for misreports. */
  public enum Attack {
    /** Coarser grids and fewer ascents: what trials are ranked by. */
    QUICK,
    /** What is reported. */
    STRONG;

    RegretEstimator estimator() {
      return this == STRONG ? StrongAttack.standard() : TrialEvaluation.attack();
    }
  }

  public AuctionJudge {
    Objects.requireNonNull(attack, "attack");
    if (attackedProfiles < 1 || profiles < attackedProfiles) {
      throw new IllegalArgumentException(
          "profiles: must be at least the attacked ones, and those at least 1, were "
              + profiles
              + " and "
              + attackedProfiles);
    }
    if (lieRounds < 1) {
      throw new IllegalArgumentException("lie-rounds: must be at least 1, was " + lieRounds);
    }
  }

  /** With one round of lies. */
  public AuctionJudge(
      String setting, int bidders, long seed, int profiles, int attackedProfiles, Attack attack) {
    this(setting, bidders, seed, profiles, attackedProfiles, attack, 1);
  }

  /** On the processor. */
  public AuctionJudge(
      String setting,
      int bidders,
      long seed,
      int profiles,
      int attackedProfiles,
      Attack attack,
      int lieRounds) {
    this(setting, bidders, seed, profiles, attackedProfiles, attack, lieRounds, false, null);
  }

  /** That measures {@code truthful_revenue} of every network. */
  AuctionJudge makingTruthful() {
    return new AuctionJudge(
        setting, bidders, seed, profiles, attackedProfiles, attack, lieRounds, true, engine);
  }

  /** On its device where it has one; what is no program is run by the processor in any case. */
  @Override
  public AuctionJudge on(String other) {
    return new AuctionJudge(
        setting,
        bidders,
        seed,
        profiles,
        attackedProfiles,
        attack,
        lieRounds,
        truthful,
        Engines.packs(AuctionTrainings.named(other)) ? other : null);
  }

  @Override
  public boolean takesDevice() {
    return engine != null;
  }

  @Override
  public String name() {
    return attack + " regret attack";
  }

  @Override
  public String artifact() {
    return AuctionTrainings.NETWORK;
  }

  @Override
  public String used() {
    return truthful ? AuctionTrainings.TRUTHFUL : AuctionTrainings.NETWORK;
  }

  /** Fewer profiles than asked for, where they are observations. */
  @Override
  public SortedMap<String, Object> identity() {
    SortedMap<String, Object> identity = new TreeMap<>();
    String rounds = lieRounds > 1 ? ", " + lieRounds + " rounds of lies" : "";
    String made = truthful ? ", made truthful" : "";
    identity.put("attack", attack.name().toLowerCase(Locale.ROOT) + rounds + made);
    identity.put("seed", seed);
    identity.put("profiles", (long) evaluator().profiles());
    identity.put("attacked_profiles", (long) evaluator().attackedProfiles());
    return identity;
  }

  /** Observed rows that are held out are the same for everybody. */
  @Override
  public boolean drawsAnew() {
    return !ObservedNotes.are(known());
  }

  @Override
  public String fingerprint(byte[] artifact) {
    return NetworkFile.fromBytes(artifact).fingerprint();
  }

  @Override
  public String fingerprintColumn() {
    return "network";
  }

  /** Attacked blocks cost most and come first: dealt round, every task gets its share of them. */
  @Override
  public int shards(int cores) {
    int attacked = (evaluator().attackedProfiles() + Evaluator.BLOCK - 1) / Evaluator.BLOCK;
    return Math.min(evaluator().blocks(), Math.max(2 * cores, attacked));
  }

  /**
   * The first shard also makes the network truthful, where that takes seconds or is what counts.
   */
  @Override
  public byte[] shard(byte[] artifact, int shard, int shards) {
    NetworkFile network = NetworkFile.fromBytes(artifact);
    return new JudgedShard(
            blocks(network, shard, shards), shard == 0 ? truthful(network) : Optional.empty())
        .toBytes();
  }

  private List<BlockEvaluation> blocks(NetworkFile network, int shard, int shards) {
    IntStream blocks = evaluator().blocksOf(shard, shards);
    if (engine == null) {
      return evaluator().evaluate(mechanism(network), blocks);
    }
    String own = AuctionTrainings.named(engine);
    try (ProgramRunner runner = Engines.named(own, Device.CPU).runner()) {
      return evaluator().evaluate(mechanism(network, runner), blocks);
    } catch (RuntimeException failed) {
      if (own.equals(engine)) {
        throw failed;
      }
      return evaluator().evaluate(mechanism(network), evaluator().blocksOf(shard, shards));
    }
  }

  private Optional<JudgedShard.Truthful> truthful(NetworkFile network) {
    if (!truthful && !TruthfulVersion.takesSeconds(known(), network)) {
      return Optional.empty();
    }
    TruthfulVersion.Measured made = TruthfulVersion.measured(known(), network, seed);
    return Optional.of(
        new JudgedShard.Truthful(
            made.revenue().mean(), made.revenue().standardError(), made.blocks()));
  }

  @Override
  public Metrics combine(List<byte[]> shards) {
    List<BlockEvaluation> blocks = new ArrayList<>();
    List<JudgedShard> judged = shards.stream().map(JudgedShard::fromBytes).toList();
    judged.forEach(shard -> blocks.addAll(shard.blocks()));
    Metrics found = AuctionMetrics.ofJudgement(known(), evaluator().combine(blocks));
    return judged.stream()
        .flatMap(shard -> shard.truthful().stream())
        .findFirst()
        .map(
            made ->
                found
                    .with(AuctionMetrics.TRUTHFUL_REVENUE, made.revenue())
                    .with(AuctionMetrics.TRUTHFUL_REVENUE_SE, made.standardError()))
        .orElse(found);
  }

  @Override
  public long steps() {
    return attack == Attack.STRONG ? Math.round(STEPS_PER_PROFILE * attackedProfiles) : 0;
  }

  /** Of rows by the bootstrap; what is truthful is told by blocks of them, which are few. */
  @Override
  public double standardError(Metric metric, double[] draws) {
    return metric.equals(AuctionMetrics.TRUTHFUL_REVENUE)
        ? StandardErrors.OF_DRAWS.ofMean(draws)
        : StandardErrors.of(known()).ofMean(draws);
  }

  /**
   * Of what is a mean over profiles; regret over the attacked ones, each a mean over bidders, and
   * truthful revenue block by block.
   */
  @Override
  public Optional<double[]> draws(Metric metric, List<byte[]> shards) {
    if (metric.equals(AuctionMetrics.TRUTHFUL_REVENUE)) {
      return shards.stream()
          .flatMap(shard -> JudgedShard.fromBytes(shard).truthful().stream())
          .map(JudgedShard.Truthful::blocks)
          .findFirst();
    }
    boolean regret = metric.equals(AuctionMetrics.REGRET);
    if (!regret && !metric.equals(AuctionMetrics.REVENUE)) {
      return Optional.empty();
    }
    List<BlockEvaluation> blocks = new ArrayList<>();
    shards.forEach(shard -> blocks.addAll(JudgedShard.fromBytes(shard).blocks()));
    blocks.sort(Comparator.comparingInt(BlockEvaluation::block));
    int each = regret ? bidders : 1;
    DoubleStream.Builder means = DoubleStream.builder();
    for (BlockEvaluation block : blocks) {
      float[] values = regret ? block.regret() : block.revenue();
      for (int k = 0; k < values.length; k += each) {
        double sum = 0;
        for (int i = 0; i < each; i++) {
          sum += values[k + i];
        }
        means.add(sum / each);
      }
    }
    return Optional.of(means.build().toArray());
  }

  /** The same on this thread, all at once. */
  public Evaluation evaluate(NetworkFile network) {
    return evaluator().evaluate(mechanism(network));
  }

  @Override
  public List<MetricColumn> metrics() {
    return AuctionMetrics.ofJudgements();
  }

  @Override
  public Metrics derived(Metrics found) {
    return AuctionMetrics.derived(known(), found);
  }

  @Override
  public List<Metric> shown() {
    return List.of(
        AuctionMetrics.REVENUE,
        AuctionMetrics.REVENUE_SE,
        AuctionMetrics.REGRET,
        AuctionMetrics.REGRET_SE,
        AuctionMetrics.REGRET_WORST_BIDDER,
        AuctionMetrics.REGRET_P95,
        AuctionMetrics.REGRET_MAX,
        AuctionMetrics.STRONG_OVER_CHEAP,
        AuctionMetrics.IR_VIOLATION_MAX,
        AuctionMetrics.EFFICIENCY,
        AuctionMetrics.REVENUE_AT_LIES,
        AuctionMetrics.REVENUE_AT_LIES_SE,
        AuctionMetrics.LAST_ROUND_CHANGE,
        AuctionMetrics.REGRET_ADJUSTED_REVENUE,
        AuctionMetrics.TRUTHFUL_REVENUE,
        AuctionMetrics.TRUTHFUL_REVENUE_SE,
        AuctionMetrics.OPTIMUM_GAP,
        AuctionMetrics.CEILING,
        AuctionMetrics.CEILING_SE,
        AuctionMetrics.CEILING_GAP);
  }

  /** For one bidder what theory would leave of revenue is done, and so need not be guessed. */
  @Override
  public List<Metric> brief() {
    List<Metric> brief = new ArrayList<>(List.of(AuctionMetrics.REVENUE));
    if (ObservedNotes.are(known())) {
      brief.add(AuctionMetrics.REVENUE_SE); // of few rows, and so not small
    }
    brief.add(AuctionMetrics.REGRET);
    brief.add(AuctionMetrics.REVENUE_AT_LIES);
    brief.add(AuctionMetrics.LAST_ROUND_CHANGE);
    brief.add(
        bidders == 1 || truthful
            ? AuctionMetrics.TRUTHFUL_REVENUE
            : AuctionMetrics.REGRET_ADJUSTED_REVENUE);
    brief.add(AuctionMetrics.CEILING_GAP);
    return brief;
  }

  @Override
  public List<Metric> headline() {
    return List.of(
        AuctionMetrics.REVENUE,
        AuctionMetrics.REVENUE_SE,
        AuctionMetrics.REGRET,
        AuctionMetrics.REGRET_SE,
        AuctionMetrics.REVENUE_AT_LIES);
  }

  /** Of what counts: truthful versions stay below the ceiling, whatever their networks do. */
  @Override
  public List<String> alarms(Map<String, Metrics> judged) {
    return truthful ? List.of() : CeilingAlarm.of(known(), judged).stream().toList();
  }

  @Override
  public List<String> hints(Map<String, Metrics> judged) {
    List<String> hints = new ArrayList<>();
    if (truthful) {
      hints.add(
          "truthful_revenue is earned by another auction, in which lying gains nothing; each trial's"
              + " is kept, as STUDY/artifacts/trial-N-"
              + AuctionTrainings.TRUTHFUL
              + ", and sweepstake apply STUDY sells by the best one's");
    }
    if (!alarms(judged).isEmpty() && TruthfulVersion.possible(known())) {
      hints.add(toUse(judged));
    }
    hints.addAll(ceilingHint(judged));
    return hints;
  }

  /** After an alarm: what to do about it. */
  private static String toUse(Map<String, Metrics> judged) {
    OptionalDouble most =
        judged.values().stream()
            .flatMapToDouble(found -> found.value(AuctionMetrics.TRUTHFUL_REVENUE).stream())
            .max();
    return "to use one of them: sweepstake make-truthful STUDY (or NETWORK) makes an auction of it in"
        + " which lying gains nothing"
        + (most.isPresent()
            ? String.format(Locale.ROOT, ", and which earns up to %.4f here", most.getAsDouble())
            : "");
  }

  private List<String> ceilingHint(Map<String, Metrics> judged) {
    Setting setting = known();
    boolean known =
        judged.values().stream().anyMatch(found -> RevenueCeiling.of(setting, found).isPresent());
    if (judged.isEmpty() || known || Ceilings.refusal(setting).isPresent()) {
      return List.of();
    }
    return List.of(
        "what truthful auctions can earn here at most, in a minute: sweepstake ceiling --setting "
            + ShellWord.of(this.setting));
  }

  private Setting known() {
    return Settings.named(setting, OptionalInt.of(bidders));
  }

  /**
   * Attacks some profiles as it attacks its own, on this thread, and keeps nothing of it: to know
   * how long that takes.
   *
   * @param number at least 1
   */
  public void rehearse(NetworkFile network, int number) {
    new Evaluator(known(), seed, number, number, attack.estimator(), lieRounds)
        .evaluate(mechanism(network));
  }

  /** How long the attack of one network takes on so many cores, if one of them takes so long. */
  public Duration onCores(int cores, Duration alone) {
    long blocks = (evaluator().attackedProfiles() + Evaluator.BLOCK - 1) / Evaluator.BLOCK;
    return alone.multipliedBy((blocks + cores - 1) / cores).dividedBy(blocks);
  }

  private Evaluator evaluator() {
    return new Evaluator(known(), seed, profiles, attackedProfiles, attack.estimator(), lieRounds);
  }

  private Mechanism mechanism(NetworkFile network) {
    return mechanism(network, NetworkMechanism.on(Loops.best().get()));
  }

  private Mechanism mechanism(NetworkFile network, ProgramRunner runner) {
    if (!network.setting().equals(setting) || network.bidders() != bidders) {
      throw new IllegalArgumentException(
          "network: must be for "
              + setting
              + " with "
              + bidders
              + " bidders, was for "
              + network.setting()
              + " with "
              + network.bidders());
    }
    return MechanismFamilies.named(network.family())
        .mechanism(known(), network.architecture(), network.weights(), runner);
  }
}
