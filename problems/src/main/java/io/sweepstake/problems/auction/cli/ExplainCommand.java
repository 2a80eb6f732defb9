package io.sweepstake.problems.auction.cli;

import io.sweepstake.core.engine.Device;
import io.sweepstake.core.engine.Engine;
import io.sweepstake.core.engine.Engines;
import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.training.TrainingPlan;
import io.sweepstake.jobs.cli.Subcommand;
import io.sweepstake.jobs.cli.option.AtLeast;
import io.sweepstake.jobs.cli.option.ConsoleOptions;
import io.sweepstake.jobs.cli.option.FormatOption;
import io.sweepstake.jobs.cli.option.OutputPlace;
import io.sweepstake.jobs.cli.option.ParamOption;
import io.sweepstake.jobs.cli.option.SparkOptions;
import io.sweepstake.jobs.event.Telling;
import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.jobs.export.WholeFile;
import io.sweepstake.jobs.report.ExpectedCost;
import io.sweepstake.jobs.report.LiveConsole;
import io.sweepstake.jobs.run.StudyView;
import io.sweepstake.jobs.spark.SparkWorkers;
import io.sweepstake.problems.auction.AuctionProblem;
import io.sweepstake.problems.auction.Auctions;
import io.sweepstake.problems.auction.explanation.Explanation;
import io.sweepstake.problems.auction.explanation.Interview;
import io.sweepstake.problems.auction.explanation.Subject;
import io.sweepstake.sweeps.study.Trial;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what each layer of auction networks learns. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Say what each layer of auction networks learns: is incentive compatibility or revenue settled",
      "first, and in which layers? Of a study's networks, of network files, or, along their",
      "trainings, of networks that are trained for it. Shown are a row for each layer, and the answer",
      "in words; a page has the plots, and --format csv every number."
    },
    footer = {
      "",
      "Examples:",
      "  sweepstake explain --setting additive-2x2-uniform --seeds 5 --iterations 3000",
      "  sweepstake explain studies/first --top 8",
      "  sweepstake explain one.network another.network --profiles 8192 --format csv"
    })
public final class ExplainCommand implements Subcommand {
  private static final String WARM_START = "warm_start";
  private static final String UNTAUGHT = "none";

  @Parameters(
      arity = "0..*",
      paramLabel = "STUDY_OR_NETWORK",
      description = "A study's directory, or networks' files; without any, networks are trained.")
  private List<String> targets = List.of();

  @Mixin private SettingOptions chosen;
  @Mixin private FamilyOption family;

  @Option(
      names = "--seeds",
      paramLabel = "K",
      defaultValue = "5",
      description = "How many networks are trained (default: 5).")
  private int seeds;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      description = "Of each training (default: the family's own).")
  private Long iterations;

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUE",
      description = "Another value for a hyper-parameter; repeatable.")
  private List<String> params = List.of();

  @Option(
      names = "--checkpoints",
      paramLabel = "K",
      defaultValue = "20",
      description = "How often trainings are looked at on their way (default: 20).")
  private int checkpoints;

  @Option(
      names = "--keep",
      paramLabel = "DIRECTORY",
      description = "Where the checkpoints' networks are kept (default: nowhere).")
  private Path keep;

  @Option(
      names = "--retrain",
      paramLabel = "N",
      description = {
        "Iterations of new heads, and of layers around one that is randomised; 0 for none (default: a "
            + "quarter of the trainings'; 0 for networks that are given)."
      })
  private Long retrain;

  @Option(
      names = "--truthful",
      description = "Also what each checkpoint earns once it is made truthful; of one bidder.")
  private boolean truthful;

  @Option(
      names = "--top",
      paramLabel = "K",
      defaultValue = "5",
      description = "How many of a study's best trials (default: 5).")
  private int top;

  @Option(
      names = "--profiles",
      paramLabel = "N",
      defaultValue = "2048",
      description = {
        "On how many profiles a network is attacked for probes, at least 256; on a quarter of them at "
            + "checkpoints and for patches, on an eighth where something was trained anew (default: 2048)."
      })
  private int profiles;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of profiles, and of all else that is drawn but the trainings (default: 1).")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "explanation.html",
      description = "Where the page is written (default: explanation.html).")
  private Path out;

  @Mixin private ConsoleOptions telling;
  @Mixin private SparkOptions spark;
  @Mixin private FormatOption format;
  @Spec private CommandSpec spec;

  /** Networks that are given, and the problem they are of. */
  private record Given(Setting setting, MechanismFamily family, List<Subject> subjects) {}

  @Override
  public Integer call() throws IOException {
    AtLeast.check("seeds", seeds, 1);
    AtLeast.check("checkpoints", checkpoints, 1);
    AtLeast.check("top", top, 1);
    if (retrain != null) {
      AtLeast.check("retrain", (int) Math.min(retrain, Integer.MAX_VALUE), 0);
    }
    OutputPlace.requireFolder("--out", out.toAbsolutePath().getParent());
    OutputPlace.requireFolder("--keep", keep);
    if (Files.isDirectory(out)) {
      throw new IllegalArgumentException("--out: must be a file, was the directory " + out);
    }
    long begun = System.nanoTime();
    if (targets.isEmpty() && chosen.given().isEmpty()) {
      throw new IllegalArgumentException(
          "STUDY_OR_NETWORK or --setting must be given: networks to look into, or what they are to"
              + " be trained for");
    }
    Given given = targets.isEmpty() ? null : given();
    Setting setting = given == null ? chosen.chosen() : given.setting();
    if (truthful && setting.bidders() > 1) {
      throw new IllegalArgumentException(
          "--truthful: is for one bidder, but " + setting.name() + " has " + setting.bidders());
    }
    MechanismFamily mechanism = given == null ? family.chosen(setting) : given.family();
    AuctionProblem problem = problem(setting, mechanism, iterations);
    long again = retrain != null ? retrain : given == null ? Math.max(1, problem.steps() / 4) : 0;
    Interview interview =
        new Interview(
            problem,
            profiles,
            seed,
            problem(setting, mechanism, Math.max(1, again)),
            again > 0,
            truthful);
    Telling told = telling.open(spec.commandLine().getErr());
    LiveConsole console = told.console();
    Interview.Progress progress = (what, percent) -> console.show(what + ": " + percent + "%");
    Explanation found;
    try (SparkWorkers workers = spark.open(Runtime.getRuntime().availableProcessors())) {
      if (given == null && !told.quiet()) {
        Engine engine = Engines.best(Device.CPU);
        TrainingPlan plan = problem.plan(problem.fixed(), seed);
        Optional<Duration> each = TriedTraining.pace(plan, engine, false);
        console.print(
            seeds
                + (seeds == 1 ? " training" : " trainings")
                + " first, "
                + workers.slots()
                + " at a time; "
                + ExpectedCost.training(each, false)
                + (seeds == 1 ? "" : ", each")
                + "; what is asked then comes on top");
      }
      List<Subject> subjects =
          given == null
              ? interview.trained(seeds, checkpoints, workers::shards, progress, console::print)
              : given.subjects();
      keep(subjects);
      found = interview.explained(subjects, workers::shards, progress);
      console.clear();
    }
    String title = "What layers learn: " + problem.name();
    write(Interview.page(title, found));
    print(found, begun);
    return 0;
  }

  /** Trainings start untaught: what an imitation knows from the start is not learned in them. */
  private AuctionProblem problem(Setting setting, MechanismFamily mechanism, Long length) {
    Map<String, String> texts = new LinkedHashMap<>();
    ParamOption.values(params).forEach((name, text) -> texts.put(name, String.valueOf(text)));
    AuctionProblem problem = TrainCommand.problem(setting, mechanism, length);
    Map<String, Object> values = TrainCommand.values(setting, mechanism, length, texts);
    if (!problem.preparations(TrainCommand.eachAlone(values)).isEmpty()) {
      if (texts.put(WARM_START, UNTAUGHT) != null) {
        throw new IllegalArgumentException(
            WARM_START
                + ": must be "
                + UNTAUGHT
                + " for trainings that are explained, was "
                + values.get(WARM_START));
      }
      values = TrainCommand.values(setting, mechanism, length, texts);
    }
    return problem.fixing(values);
  }

  private Given given() throws IOException {
    if (iterations != null || keep != null) {
      throw new IllegalArgumentException(
          (iterations != null ? "--iterations" : "--keep")
              + ": is for trainings, but networks were given");
    }
    if (targets.size() == 1 && !Files.isRegularFile(Path.of(targets.get(0)))) {
      return ofStudy(targets.get(0));
    }
    List<Subject> subjects = new ArrayList<>();
    Setting setting = null;
    for (String target : targets) {
      NetworkFile read = NetworkBytes.read(target);
      Setting own = NetworkBytes.setting(target, read, chosen.given());
      if (setting != null
          && !(own.name().equals(setting.name())
              && own.bidders() == setting.bidders()
              && read.family().equals(subjects.get(0).network().family()))) {
        throw new IllegalArgumentException(
            target + ": must be of the setting and family of " + targets.get(0));
      }
      setting = own;
      subjects.add(new Subject(target, 0, read));
    }
    return new Given(
        setting, MechanismFamilies.named(subjects.get(0).network().family()), subjects);
  }

  private Given ofStudy(String target) throws IOException {
    if (chosen.given().isPresent()) {
      throw new IllegalArgumentException(
          "--setting: is for networks' files, but " + target + " is a study, which has its own");
    }
    StudyView study = StudyView.of(target, console()::important);
    Auctions problem = NetworkBytes.problem(target, study);
    List<Subject> subjects = new ArrayList<>();
    for (Trial trial : study.best(top)) {
      Optional<byte[]> bytes = study.artifact(trial.number(), AuctionProblem.NETWORK);
      if (bytes.isPresent()) {
        String name = "trial " + trial.number();
        subjects.add(new Subject(name, 0, NetworkBytes.read(target + ": " + name, bytes.get())));
      }
    }
    if (subjects.isEmpty()) {
      throw new IOException(target + ": no trial has completed and left its network");
    }
    List<String> families =
        subjects.stream().map(subject -> subject.network().family()).distinct().toList();
    if (families.size() > 1) {
      throw new IllegalArgumentException(
          "--top: its networks must be of one family, were of " + String.join(", ", families));
    }
    return new Given(problem.setting(), MechanismFamilies.named(families.get(0)), subjects);
  }

  private LiveConsole console() {
    return telling.open(spec.commandLine().getErr()).console();
  }

  private void keep(List<Subject> subjects) throws IOException {
    if (keep == null) {
      return;
    }
    for (Subject subject : subjects) {
      Path directory = keep.resolve(subject.name().replace(' ', '-'));
      Files.createDirectories(directory);
      WholeFile.write(
          directory.resolve(String.format(Locale.ROOT, "step-%07d.network", subject.step())),
          subject.network().toBytes());
    }
  }

  private void write(String page) throws IOException {
    Path file = out.toAbsolutePath();
    Files.createDirectories(file.getParent());
    WholeFile.write(file, page);
  }

  private void print(Explanation found, long begun) {
    PrintWriter stdout = spec.commandLine().getOut();
    LiveConsole console = console();
    if (!format.isTable()) {
      format.print(found.table(), stdout);
      return;
    }
    for (ResultTable table : Interview.byLayer(found)) {
      format.print(table, stdout);
      stdout.println();
    }
    Interview.answer(found).forEach(stdout::println);
    console.important("page: " + out.toAbsolutePath());
    console.important(
        String.format(
            Locale.ROOT,
            "after %.0f s; the questions took %.0f processor seconds",
            (System.nanoTime() - begun) / 1e9,
            found.processorSeconds()));
  }
}
