package io.sweepstake.problems.kill;

import io.sweepstake.sweeps.store.parquet.ParquetTrialStore;
import io.sweepstake.sweeps.store.parquet.StudyFolder;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/** What a process does when it is killed, in a directory of its own. */
enum Work {
  SWEEP {
    @Override
    List<String> command(Path at) {
      return sweep(at.resolve("study"));
    }

    @Override
    List<String> left(Path at) throws IOException {
      return study(at.resolve("study"));
    }
  },
  GRID {
    @Override
    List<String> command(Path at) {
      List<String> all = new ArrayList<>(sweep(at));
      all.set(0, "grid");
      all.removeIf(word -> word.matches("--(setting|study|finalists)=.*"));
      all.add("--finalists=0");
      all.add("--settings=additive-1x2-uniform,unit-1x2-uniform");
      all.add("--studies=" + at.resolve("grid"));
      return all;
    }

    @Override
    List<String> left(Path at) throws IOException {
      List<String> left = new ArrayList<>();
      try (Stream<Path> studies = Files.list(at.resolve("grid"))) {
        for (Path study : studies.filter(Files::isDirectory).sorted().toList()) {
          left.addAll(study(study));
        }
      }
      return left;
    }
  },
  IMPORT {
    @Override
    List<String> command(Path at) {
      return List.of("import", at + "/study", "--from=" + at + "/foreign.csv");
    }

    @Override
    List<String> left(Path at) throws IOException {
      return study(at.resolve("study"));
    }
  },
  EVALUATE {
    @Override
    List<String> command(Path at) {
      return List.of(
          "evaluate", at + "/study", "--top=2", "--profiles=512", "--seed=3", "--format=csv");
    }

    @Override
    List<String> left(Path at) throws IOException {
      List<String> left = new ArrayList<>(study(at.resolve("study")));
      left.addAll(rows(at.resolve("study"), "evaluations"));
      return left;
    }
  },
  REPORT {
    @Override
    List<String> command(Path at) {
      return List.of("report", at + "/study");
    }

    @Override
    List<String> left(Path at) throws IOException {
      List<String> left = new ArrayList<>(study(at.resolve("study")));
      left.add(end(at.resolve("study/report.html")));
      return left;
    }
  },
  EXPORT {
    @Override
    List<String> command(Path at) {
      return List.of("export", at + "/study", "--to=" + at + "/best.onnx");
    }

    @Override
    boolean done(Path at) {
      return Files.exists(at.resolve("best.onnx"));
    }

    @Override
    List<String> left(Path at) throws IOException {
      return List.of(Arrays.toString(Files.readAllBytes(at.resolve("best.onnx"))));
    }
  },
  COMPARE {
    @Override
    List<String> command(Path at) {
      return List.of(
          "compare", at + "/study", at + "/other", "--format=csv", "--out=" + at + "/page.html");
    }

    @Override
    List<String> left(Path at) throws IOException {
      return List.of(
          "" + study(at.resolve("study")),
          "" + study(at.resolve("other")),
          end(at.resolve("page.html")));
    }
  },
  OPTUNA {
    @Override
    List<String> command(Path at) {
      return List.of("optuna", at + "/study", "--to=" + at + "/it.journal");
    }

    @Override
    boolean done(Path at) {
      return Files.exists(at.resolve("it.journal"));
    }

    @Override
    List<String> left(Path at) throws IOException {
      return Files.readAllLines(at.resolve("it.journal")).stream()
          .map(line -> line.replaceAll("\"worker_id\": ?\"[^\"]*\"", ""))
          .toList();
    }
  },
  SQL {
    @Override
    List<String> command(Path at) {
      return List.of("sql", at + "/study", at + "/other", "--format=csv");
    }

    @Override
    String typed() {
      return "SELECT study, number, state, revenue FROM trials ORDER BY study, number;\n"
          + "SELECT study, count(*), sum(step) FROM measurements GROUP BY study ORDER BY study;\n";
    }

    @Override
    List<String> left(Path at) throws IOException {
      List<String> left = new ArrayList<>(study(at.resolve("study")));
      Files.readAllLines(at.resolve("said")).stream()
          .filter(line -> line.contains(","))
          .map(line -> line.replace(at.toString(), ""))
          .forEach(left::add);
      return left;
    }
  },
  WATCH {
    @Override
    List<String> command(Path at) {
      return List.of("watch", at + "/study", at + "/other", "--port=0");
    }

    @Override
    boolean endless() {
      return true;
    }

    @Override
    List<String> left(Path at) throws IOException {
      return List.of("" + study(at.resolve("study")), "" + study(at.resolve("other")));
    }
  },
  REPRODUCE {
    @Override
    List<String> command(Path at) {
      return List.of("reproduce", "--preset=quick", "--only=myersonnet", "--results=" + at + "/r");
    }

    @Override
    List<String> left(Path at) throws IOException {
      return rows(at.resolve("r"), "results");
    }
  };

  private static final int TRIALS = 4;
  private static final int FOREIGN = 300;

  /** The words of the command. */
  abstract List<String> command(Path at);

  /** All that it leaves, but for when, where and how fast. */
  abstract List<String> left(Path at) throws IOException;

  /** Whether it refuses to be done again, as it has been. */
  boolean done(Path at) {
    return false;
  }

  /** Whether it goes on until somebody ends it. */
  boolean endless() {
    return false;
  }

  /** What it reads from a terminal or a pipe. */
  String typed() {
    return "";
  }

  static List<String> sweep(Path study) {
    return List.of(
        "sweep",
        "--setting=additive-1x2-uniform",
        "--family=rochetnet",
        "--iterations=100",
        "--trials=" + TRIALS,
        "--param=menu_size=20..40",
        "--sampler=tpe:startup=2",
        "--pruner=median:startup=2,warmup=20,interval=20",
        "--parallelism=1",
        "--synchronous",
        "--finalists=1",
        "--retrain=0",
        "--study=" + study);
  }

  /** Trials of somebody else. */
  static String foreign() {
    StringBuilder text =
        new StringBuilder(
            "number,state,params_learning_rate,params_menu_size,params_sharpness_start,"
                + "params_sharpness_end,revenue,regret_share\n");
    for (int k = 0; k < FOREIGN; k++) {
      text.append(
          String.format(
              Locale.ROOT,
              "%d,COMPLETE,%s,%d,%d,1000,%s,0%n",
              k,
              0.003 + k * 1e-5,
              20 + k % 21,
              100 + k,
              0.3 + k * 1e-4));
    }
    return text.toString();
  }

  private static List<String> study(Path study) throws IOException {
    History history =
        ParquetTrialStore.view(
            new org.apache.hadoop.fs.Path(study.toUri()), new Configuration(false));
    List<String> left = new ArrayList<>();
    for (Trial trial : history.trials()) {
      left.add(
          String.join(
              " | ",
              study.getFileName().toString(),
              "" + trial.number(),
              trial.point().toString(),
              "" + trial.seed(),
              trial.ask().toString(),
              "told " + trial.tellIndex(),
              trial.state().label(),
              plain(trial.state().metrics().asMap()),
              trial.curve().stream()
                  .map(measured -> measured.step() + " " + measured.metrics())
                  .toList()
                  .toString()));
    }
    left.add("rows " + (rows(study, "trials").size() - history.told()) + " more than trials");
    return left;
  }

  /** A page whose end is there is whole. */
  private static String end(Path page) throws IOException {
    String text = Files.readString(page).strip();
    return text.substring(Math.max(0, text.length() - "</html>".length()));
  }

  /** Rows of a table, without those cells that differ whenever it is made. */
  private static List<String> rows(Path folder, String table) throws IOException {
    return new StudyFolder(folder.toString())
        .rows(table).stream().map(Work::plain).sorted().toList();
  }

  private static String plain(Map<?, ?> cells) {
    Map<String, String> plain = new TreeMap<>();
    cells.forEach((name, value) -> plain.put(name.toString(), String.valueOf(value)));
    plain
        .keySet()
        .removeIf(name -> name.matches(".*(seconds|_ms|time|date|user_attrs|commit|host).*"));
    return plain.toString();
  }
}
