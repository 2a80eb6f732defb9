package io.sweepstake.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.sweepstake.jobs.cli.Main;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The manifests against the Kubernetes API's own schema: the official client's models, generated
 * from its OpenAPI document, refuse fields that are not there, miss those that must be, and read
 * every value as its type.
 */
class KubernetesManifestsTest {
  private static final Path MANIFESTS = Path.of("kubernetes");
  private static final String MODELS = "io.kubernetes.client.openapi.models.V1";
  private static final Map<String, String> VERSIONS =
      Map.of(
          "Namespace", "v1",
          "ServiceAccount", "v1",
          "Service", "v1",
          "PersistentVolumeClaim", "v1",
          "Pod", "v1",
          "Job", "batch/v1",
          "NetworkPolicy", "networking.k8s.io/v1",
          "Role", "rbac.authorization.k8s.io/v1",
          "RoleBinding", "rbac.authorization.k8s.io/v1");

  static Stream<Path> manifests() throws IOException {
    try (Stream<Path> files = Files.list(MANIFESTS)) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void everyDocumentIsWhatTheApiTakes(Path manifest) throws Exception {
    List<JsonObject> documents = documents(Files.readString(manifest));
    assertThat(documents).isNotEmpty();
    for (JsonObject document : documents) {
      check(document);
    }
  }

  @Test
  void slipsAreRefused() throws Exception {
    String job = Files.readString(MANIFESTS.resolve("sweep-job.yaml"));
    refused(job.replace("backoffLimit:", "backofLimit:"), "backofLimit");
    refused(job.replace("restartPolicy:", "restartPolizy:"), "restartPolizy");
    refused(job.replace("        - name: driver\n          image", "        - image"), "name");
    refused(job.replace("port: 7078", "port: soon"), "soon");
    refused(job.replace("batch/v1", "batch/v1beta1"), "batch/v1beta1");
    String policy = Files.readString(MANIFESTS.resolve("network-policy.yaml"));
    refused(
        policy.replace("podSelector: {}\n  policy", "podSelectors: {}\n  policy"), "podSelector");
  }

  @Test
  void theJobAndTheProfileAgreeWithWhatIsInTheClusterAndTheImage() throws Exception {
    String shared = Files.readString(MANIFESTS.resolve("sweepstake.yaml"));
    String job = Files.readString(MANIFESTS.resolve("sweep-job.yaml"));
    String profile = Files.readString(Path.of("profiles/kubernetes.yaml"));
    String image = Files.readString(Path.of("Dockerfile"));

    assertThat(names(shared)).contains("sweepstake", "studies");
    for (String text : List.of(job, profile)) {
      assertThat(text)
          .contains("/opt/sweepstake/sweepstake-application.jar")
          .contains("serviceAccountName")
          .contains("claimName")
          .contains("sweepstake:latest");
    }
    assertThat(job).contains(Submission.MAIN_CLASS);
    assertThat(image).contains("sweepstake-application.jar").contains("/opt/sweepstake/");
  }

  @Test
  void theJobOnGpusIsTheJobWithWhatGpusNeed() throws Exception {
    List<String> plain = arguments("sweep-job.yaml");
    List<String> onGpus = arguments("gpu-sweep-job.yaml");

    assertThat(onGpus.stream().filter(own -> !own.contains("gpu") && !own.contains("--device")))
        .containsExactlyElementsOf(
            plain.stream()
                .map(argument -> argument.replace("sweepstake:latest", "sweepstake:nvidia"))
                .map(argument -> argument.replace("--trials=40", "--trials=400"))
                .toList());
    assertThat(onGpus)
        .contains("--device=opencl")
        .contains("--conf=spark.executor.resource.gpu.vendor=nvidia.com");
    String image = Files.readString(Path.of("Dockerfile"));
    assertThat(image).contains("COPY cluster/kubernetes/gpu-executor-*.yaml /opt/sweepstake/");
    for (String argument : onGpus) {
      if (argument.contains("=/opt/sweepstake/")) {
        String file = argument.substring(argument.lastIndexOf('/') + 1);
        assertThat(file.endsWith(".sh") ? Path.of("gpu", file) : MANIFESTS.resolve(file)).exists();
      }
    }
  }

  @Test
  void theProgramTakesTheOptionsThatJobsGiveIt() throws Exception {
    for (String job : List.of("sweep-job.yaml", "gpu-sweep-job.yaml")) {
      List<String> all = arguments(job);
      List<String> own = all.subList(all.indexOf("sweep"), all.size());
      assertThat(Main.commands().parseArgs(own.toArray(new String[0])).subcommand())
          .as(job)
          .isNotNull();
    }
  }

  private static List<String> arguments(String job) throws IOException {
    JsonObject document =
        documents(Files.readString(MANIFESTS.resolve(job))).stream()
            .filter(one -> one.get("kind").getAsString().equals("Job"))
            .findFirst()
            .orElseThrow();
    JsonObject driver =
        document
            .getAsJsonObject("spec")
            .getAsJsonObject("template")
            .getAsJsonObject("spec")
            .getAsJsonArray("containers")
            .get(0)
            .getAsJsonObject();
    return driver.getAsJsonArray("args").asList().stream().map(JsonElement::getAsString).toList();
  }

  private static List<String> names(String manifest) {
    return documents(manifest).stream()
        .map(document -> document.getAsJsonObject("metadata").get("name").getAsString())
        .toList();
  }

  private static void refused(String manifest, String reason) {
    assertThatThrownBy(
            () -> {
              for (JsonObject document : documents(manifest)) {
                check(document);
              }
            })
        .hasMessageContaining(reason);
  }

  private static List<JsonObject> documents(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    List<JsonObject> documents = new ArrayList<>();
    for (Object document : new Yaml(new SafeConstructor(options)).loadAll(text)) {
      documents.add(new Gson().toJsonTree(document).getAsJsonObject());
    }
    return documents;
  }

  private static void check(JsonObject document) throws Exception {
    String kind = document.get("kind").getAsString();
    if (!document.get("apiVersion").getAsString().equals(VERSIONS.get(kind))) {
      throw new IllegalArgumentException(
          "apiVersion: must be "
              + VERSIONS.get(kind)
              + " for "
              + kind
              + ", was "
              + document.get("apiVersion"));
    }
    Class<?> model = Class.forName(MODELS + kind);
    try {
      model.getMethod("validateJsonElement", JsonElement.class).invoke(null, document);
      model.getMethod("fromJson", String.class).invoke(null, document.toString());
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(e.getCause().getMessage(), e.getCause());
    }
  }
}
