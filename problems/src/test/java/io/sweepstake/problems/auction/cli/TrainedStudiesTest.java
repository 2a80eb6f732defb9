package io.sweepstake.problems.auction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The main job on real trainings, short ones, and what can be done with its study. */
@Tag("spark")
class TrainedStudiesTest extends SweptStudy {
  @Test
  void aStudyGoesOnWithTheEngineThatItIsPinnedTo() {
    Path pinned = home.resolve("pinned");
    assertThat(sweep(pinned, "--trials", 1, "--finalists", 0, "--engine", "scalar").code())
        .isZero();

    Run more = sweep(pinned, "--trials", 2, "--finalists", 0);

    assertThat(more.code()).as(more.err()).isZero();
    assertThat(
            Run.of(
                    "query",
                    pinned,
                    "SELECT user_attrs_engine AS engine FROM trials",
                    "--format",
                    "csv")
                .lines())
        .containsExactly("engine", "scalar", "scalar");
    Run other = sweep(pinned, "--trials", 1, "--finalists", 0, "--engine", "auto");
    assertThat(other.err())
        .contains(": the study's engine is scalar, was asked for none")
        .hasLineCount(1);
  }

  @Test
  @EnabledIf(
      value = "io.sweepstake.problems.auction.device.PackedTrialsTest#device",
      disabledReason = "there is no OpenCL device here")
  void aWholeSweepTrainsPacksOnADeviceAndGoesOnOnTheProcessor() {
    Path packs = home.resolve("packs");
    Run first =
        Run.of(
            "sweep",
            "--study",
            packs,
            "--setting",
            "additive-1x2-uniform",
            "--family",
            "rochetnet",
            "--param",
            "menu_size=12",
            "--param",
            "batch=64",
            "--iterations",
            20,
            "--trials",
            6,
            "--pack-size",
            3,
            "--parallelism",
            1,
            "--synchronous",
            "--finalists",
            0,
            "--device",
            "opencl:0");
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.err()).contains("6 trials to run, a pack of up to 3 at a time");

    Run more = Run.of("resume", packs, "--more", 1, "--finalists", 0, "--device", "cpu");

    assertThat(more.code()).as(more.err()).isZero();
    assertThat(
            Run.of(
                    "query",
                    packs,
                    "SELECT user_attrs_pack AS pack, user_attrs_engine = 'opencl' AS device,"
                        + " count(*) AS trials FROM trials WHERE state = 'COMPLETE'"
                        + " GROUP BY 1, 2 ORDER BY 3 DESC",
                    "--format",
                    "csv")
                .lines())
        .containsExactly("pack,device,trials", "3,true,6", ",false,1");
  }

  @Test
  void trialsAreSentToMlflowAsTheyEndAndAStudyAfterwards() throws IOException {
    List<String> paths = new CopyOnWriteArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/2.0/mlflow/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          String path = exchange.getRequestURI().getPath().replace("/api/2.0/mlflow/", "");
          paths.add(path);
          byte[] answer =
              "{\"experiment_id\":\"7\",\"run\":{\"info\":{\"run_id\":\"r\"}}}"
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(path.endsWith("by-name") ? 404 : 200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    String address = "http://127.0.0.1:" + server.getAddress().getPort();

    Run live = sweep(home.resolve("live"), "--trials", 1, "--finalists", 0, "--mlflow", address);
    assertThat(live.code()).as(live.err()).isZero();
    assertThat(live.err()).doesNotContain("--mlflow");
    assertThat(paths)
        .startsWith("experiments/get-by-name", "experiments/create", "runs/create")
        .endsWith("runs/update");
    Run after = Run.of("mlflow", study, "--to", address);
    assertThat(after.code()).as(after.err()).isZero();
    assertThat(after.err()).contains("4 of 4 trials sent").contains(" of " + address);
    assertThat(paths.stream().filter("runs/update"::equals)).hasSize(5);

    server.stop(0);
    Run gone = Run.of("mlflow", study, "--to", address);
    assertThat(gone.code()).isEqualTo(1);
    assertThat(gone.err()).hasLineCount(1).contains(address + ": cannot be reached");
    Run nowhere = Run.of("resume", home.resolve("live"), "--more", 1, "--mlflow", "ftp://here");
    assertThat(nowhere.code()).isEqualTo(2);
    assertThat(nowhere.err()).contains("--mlflow: must be an address such as https://host/path");
  }

  @Test
  void programsReadEventsAndTheQuietHearTheVerdict() throws IOException {
    Path own = home.resolve("told in json");
    Run json = sweep(own, "--trials", 2, "--finalists", 1, "--log", "json");
    List<JsonNode> events = new ArrayList<>();
    for (String line : json.err().lines().toList()) {
      events.add(new ObjectMapper().readTree(line));
    }
    assertThat(events)
        .extracting(event -> event.get("event").asText())
        .contains("note", "trial_started", "trial_finished", "best", "judging", "search_ended")
        .endsWith("end");
    JsonNode end = events.get(events.size() - 1);
    assertThat(end.get("report").asText()).endsWith("report.html");
    assertThat(end.get("why").asText()).contains("finalist");
    assertThat(Run.of("resume", own, "--log", "json").err()).startsWith("{").contains("\"error\"");

    Run quiet = Run.of("resume", own, "--more", 1, "--finalists", 0, "--quiet");
    assertThat(quiet.code()).isZero();
    assertThat(quiet.out()).contains("Manelli-Vincent menu");
    assertThat(quiet.err().lines().toList())
        .noneMatch(line -> line.matches("trial \\d+: .*"))
        .anyMatch(line -> line.startsWith("report: "))
        .noneMatch(line -> line.contains("to run"));
    assertThat(Run.of("resume", own, "--quiet", "--log", "json", "--more", 1).err())
        .contains("\"error\"", "only one of --quiet, --log json may be given");
    assertThat(Run.of("resume", own, "--more", 1, "--notify", "ftp://host").err())
        .startsWith("sweepstake: --notify: must be an address such as https://host/path, was ftp:");
  }

  @Test
  void aStudyMayBeNamedByAUri() {
    String uri = "file:" + home.resolve("by uri/with spaces");
    assertThat(sweep(uri, "--trials", 1, "--finalists", 1).code()).isZero();
    Run resumed = Run.of("resume", uri, "--trials", 1, "--finalists", 1);
    assertThat(resumed.code()).as(resumed.err()).isZero();
    Run query = Run.of("query", uri, "SELECT count(*) AS n FROM trials", "--format", "csv");
    assertThat(query.lines()).containsExactly("n", "2");
    assertThat(Run.of("evaluate", uri, "--profiles", 16).code()).isZero();
  }

  @Test
  void networksOfAStudyAndOfAFileAreEvaluated() {
    Run ofStudy = Run.of("evaluate", study, "--top", 1, "--profiles", 16, "--format", "csv");
    assertThat(ofStudy.code()).isZero();
    assertThat(ofStudy.lines().get(1)).startsWith("trial ");
    Path network = study.resolve("artifacts/trial-0-network.bin");
    Run ofFile = Run.of("evaluate", network, "--profiles", 16, "--format", "csv");
    assertThat(ofFile.lines().get(1)).startsWith("trial-0-network.bin,");
  }

  @Test
  void oneTrainingIsSavedAndEvaluated() {
    Path network = home.resolve("mine.network");
    Run run =
        Run.of(
            "train",
            "--setting",
            "additive-1x2-uniform",
            "--iterations",
            40,
            "--param",
            "profiles=256",
            "--out",
            network,
            "--format",
            "csv");
    assertThat(run.err())
        .contains("to expect: ", "; the strong attack comes on top; on disk: 83 kB")
        .contains("40/40: revenue");
    assertThat(run.code()).isZero();
    assertThat(run.lines().get(1)).startsWith("mine.network,");
    assertThat(network).isNotEmptyFile();
  }

  @Test
  void aMenuIsTrainedSweptAndEvaluatedLikeANetwork() {
    Path network = home.resolve("menu.network");
    Object[] setting = {"--setting", "unit-1x2-uniform", "--family", "rochetnet"};
    Run train =
        Run.of(with(setting, "train", "--iterations", 300, "--out", network, "--format", "csv"));
    Run evaluate = Run.of("evaluate", network, "--profiles", 256, "--format", "csv");
    Path menus = home.resolve("menus");
    Run menuSweep =
        Run.of(
            with(
                setting,
                "sweep",
                "--iterations",
                40,
                "--trials",
                2,
                "--finalists",
                1,
                "--study",
                menus));

    assertThat(train.err()).contains("rochetnet 100 in unit-1x2-uniform, 300 iterations");
    assertThat(train.code()).isZero();
    assertThat(evaluate.code()).isZero();
    assertThat(evaluate.lines().get(1)).startsWith("menu.network,0.3");
    assertThat(menuSweep.code()).isZero();
    assertThat(menus.resolve("best.json")).isNotEmptyFile();
  }

  @Test
  void anAuctionOfObservedBidsIsTrainedSweptAndEvaluated() throws IOException {
    StringBuilder rows = new StringBuilder("anna chair,anna desk,ben chair,ben desk\n");
    for (int k = 0; k < 500; k++) {
      rows.append(1 + k % 7).append(',').append(2 + k % 5).append(',');
      rows.append(3 + k % 3).append(',').append(1 + k % 11).append('\n');
    }
    Path bids = Files.writeString(home.resolve("bids.csv"), rows.toString());
    Object[] setting = {"--setting", "additive-2x2:file(" + bids + ")", "--family", "vvca"};
    Path network = home.resolve("observed.network");
    Run train =
        Run.of(with(setting, "train", "--iterations", 300, "--out", network, "--format", "csv"));
    Run shut = Run.of("evaluate", network, "--profiles", 256, "--format", "csv");
    Run evaluate =
        Run.of("evaluate", network, "--setting", setting[1], "--profiles", 256, "--format", "csv");
    Path directory = home.resolve("observed");
    Run sweep =
        Run.of(
            with(
                setting,
                "sweep",
                "--iterations",
                40,
                "--trials",
                2,
                "--finalists",
                1,
                "--study",
                directory));

    assertThat(train.err()).contains("vvca 4 in additive-2x2:file(" + bids + "#");
    assertThat(train.code()).isZero();
    assertThat(evaluate.code()).isZero();
    assertThat(sweep.code()).isZero();
    assertThat(directory.resolve("best.json")).isNotEmptyFile();
    Files.writeString(bids, "1,2,3,4\n5,6,7,8\n");
    assertThat(shut.err()).contains("a file that only a network names is not opened");
    Run changed = Run.of("resume", directory, "--trials", 1);
    assertThat(changed.code()).isNotZero();
    assertThat(changed.err()).contains("must still hold the profiles of digest");
  }

  private static Object[] with(Object[] setting, Object command, Object... more) {
    return Stream.of(List.of(command), List.of(setting), List.of(more))
        .flatMap(List::stream)
        .toArray();
  }
}
