package io.sweepstake.core.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.NetworkFamily;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.program.Activation;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.setting.Settings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ForeignGraphTest {
  private static final String CONFIGURATION = ModelSerializer.CONFIGURATION_JSON;
  private static final String COEFFICIENTS = ModelSerializer.COEFFICIENTS_BIN;
  private static final NetworkFile NETWORK = network();

  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  @BeforeEach
  void exported() throws IOException {
    try (ZipInputStream zip =
        new ZipInputStream(new ByteArrayInputStream(ProgramGraph.of(NETWORK).toBytes()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    assertThat(ProgramGraph.fromBytes(zip()).network()).isEqualTo(NETWORK);
  }

  /** Tells when somebody has deserialised it. */
  static final class Gadget implements Serializable {
    private static final long serialVersionUID = 1L;
    static final AtomicBoolean SPRUNG = new AtomicBoolean();

    private void readObject(ObjectInputStream in) {
      SPRUNG.set(true);
    }
  }

  @Test
  void objectsInAPreprocessorAreNotDeserialised() throws IOException {
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(object)) {
      out.writeObject(new Gadget());
    }
    for (String name : List.of("preprocessor.bin", "normalizer.bin", "noParams.marker", "x.json")) {
      exportedAgainWith(name, object.toByteArray());
      assertRefused("nothing else, was " + name);
    }
    assertThat(Gadget.SPRUNG).isFalse();
  }

  @Test
  void anOptimisersStateIsPassedOver() throws IOException {
    exportedAgainWith("updaterState.bin", new byte[] {1, 2, 3});
    assertThat(ProgramGraph.fromBytes(zip()).network()).isEqualTo(NETWORK);
  }

  @Test
  void whatSaysHowAGraphWasFittedMayDiffer() throws IOException {
    rewrite(text -> text.replaceAll("\"seed\" : -?\\d+", "\"seed\" : 7"));
    rewrite(text -> text.replace("\"learningRate\" : 0.001", "\"learningRate\" : 0.5"));
    rewrite(text -> text.replace("\"iterationCount\" : 0", "\"iterationCount\" : 12"));
    assertThat(ProgramGraph.fromBytes(zip()).network()).isEqualTo(NETWORK);
  }

  @Test
  void aGraphThatDl4jWroteItselfReadsBackTheSame() throws IOException {
    AuctionGraph graph =
        AuctionGraph.initial(
            new GraphShape(
                2, 3, new Architecture(List.of(5, 4)), Activation.RELU, GraphShape.Trunks.SEPARATE),
            0.02,
            3);
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    ModelSerializer.writeModel(graph.graph(), model, true);

    AuctionGraph back = AuctionGraph.fromBytes(model.toByteArray()).graph();

    assertThat(back.shape()).isEqualTo(graph.shape());
    assertThat(back.weights()).isEqualTo(graph.weights());
  }

  @Test
  void aConfigurationThatRunsOtherwiseIsRefused() throws IOException {
    byte[] ours = entries.get(CONFIGURATION);
    Map<String, String> changes =
        Map.of(
            "\"@class\" : \"org.deeplearning4j.nn.conf.layers.DenseLayer\"",
            "\"@class\" : \"com.sun.rowset.JdbcRowSetImpl\"",
            "impl.ActivationTanH\"",
            "impl.ActivationCube\"",
            "\"idropout\" : null",
            "\"idropout\" : { \"@class\" : \"org.deeplearning4j.nn.conf.dropout.Dropout\" }",
            "\"preProcessor\" : null",
            "\"preProcessor\" : { \"@class\" : \"x.Y\" }",
            "\"allocation.0\" : [ \"reports\" ]",
            "\"allocation.0\" : [ \"payment.0\" ]",
            "\"nout\" : 9",
            "\"nout\" : 2000000000",
            "\"dataType\" : \"FLOAT\"",
            "\"dataType\" : \"DOUBLE\"");
    changes.forEach(
        (from, to) -> {
          entries.put(CONFIGURATION, ours);
          rewrite(text -> text.replaceFirst(Pattern.quote(from), to));
          assertRefused(CONFIGURATION + " must have ");
        });
  }

  @Test
  void cyclesAndOtherOrdersAreRefused() {
    rewrite(
        text ->
            text.replace("\"block.2\" : [ \"allocation.0\" ]", "\"block.2\" : [ \"block.4\" ]"));
    assertRefused("must have \"allocation.0\" at /vertexInputs/block.2/0, was \"block.4\"");
  }

  @Test
  void jsonThatIsNoneOrTooDeepOrTooLongIsOneSentence() {
    entries.put(CONFIGURATION, "{".getBytes(StandardCharsets.UTF_8));
    assertRefused(CONFIGURATION + " must be JSON");
    entries.put(CONFIGURATION, "[".repeat(1_000_000).getBytes(StandardCharsets.UTF_8));
    assertRefused(CONFIGURATION + " must be JSON");
    entries.put(CONFIGURATION, "{} {}".getBytes(StandardCharsets.UTF_8));
    assertRefused(CONFIGURATION + " must be JSON");
    entries.put(CONFIGURATION, new byte[0]);
    assertRefused("must have ");
    entries.put(CONFIGURATION, new byte[(1 << 25) + 1]);
    assertRefused(CONFIGURATION + " must have at most 33554432 bytes, has more");
  }

  @Test
  void coefficientsMustBeThoseManyFiniteNumbers() throws IOException {
    byte[] ours = entries.get(COEFFICIENTS);
    byte[] nan = ours.clone();
    nan[nan.length - 4] = 0x7f;
    nan[nan.length - 3] = (byte) 0xc0;
    entries.put(COEFFICIENTS, nan);
    assertRefused("weights must be finite");

    for (int length : new int[] {0, 1, 20, 60, 100, ours.length / 2, ours.length - 1}) {
      entries.put(COEFFICIENTS, Arrays.copyOf(ours, length));
      assertRefused(COEFFICIENTS);
    }
    entries.put(COEFFICIENTS, Arrays.copyOf(ours, ours.length + 4));
    assertRefused(COEFFICIENTS);
    for (long count : new long[] {-1, 0, 1, 1L << 30, Long.MAX_VALUE}) {
      entries.put(COEFFICIENTS, vector(count, "FLOAT"));
      assertRefused(COEFFICIENTS + ": must be a vector of ");
    }
    entries.put(COEFFICIENTS, vector(3, "UTF8"));
    assertRefused(COEFFICIENTS + ": must be a vector of ");
    entries.put(COEFFICIENTS, new byte[1 << 20]);
    assertRefused(COEFFICIENTS + " must have at most");
  }

  @Test
  void constantsAreThoseOfTheFamily() throws IOException {
    ComputationGraph graph = ProgramGraph.of(NETWORK).graph();
    graph.getLayer("block.6").getParam("W").muli(2);
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    ModelSerializer.writeModel(graph, model, false);
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(model.toByteArray()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    assertRefused("its constant weights must be those of its family");
  }

  /** 687 bytes that kept DL4J's reader busy for ever. */
  @Test
  void hugeSizesInTheNotesCostNothing() {
    for (String notes :
        List.of(
            "setting=additive-100x100-uniform\nbidders=100\nfamily=equivariantnet\n"
                + "architecture=4096-4096\n",
            "setting=unit-100x100-uniform\nbidders=100\nfamily=regretnet\narchitecture=1\n",
            "setting=uniform\nbidders=2147483647\nfamily=auctionnet\narchitecture=1\n",
            "setting=uniform\nbidders=2\nfamily=auctionnet\narchitecture=-5\n",
            "setting=uniform\nbidders=2\nfamily=auctionnet\narchitecture=\\u00zz\n")) {
      entries.put(GraphZip.NOTES, notes.getBytes(StandardCharsets.UTF_8));
      assertTimeoutPreemptively(Duration.ofSeconds(30), () -> assertRefused(""));
    }
  }

  @Test
  void aHundredThousandEntriesOrOneTwiceAreRefused() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int k = 0; k < 100_000; k++) {
        zip.putNextEntry(new ZipEntry("../" + k));
      }
    }
    assertThatIOException()
        .isThrownBy(() -> ProgramGraph.fromBytes(bytes.toByteArray()))
        .withMessageEndingWith("nothing else, was ../0");

    byte[] whole = zip();
    byte[] twice = Arrays.copyOf(whole, 2 * whole.length);
    int end = new String(whole, StandardCharsets.ISO_8859_1).indexOf("PK\001\002");
    System.arraycopy(whole, 0, twice, end, end);
    assertThatIOException()
        .isThrownBy(() -> ProgramGraph.fromBytes(Arrays.copyOf(twice, 2 * end)))
        .withMessageEndingWith("was " + CONFIGURATION + " twice");
  }

  @Test
  void aZipCutOffAnywhereIsRefused() throws IOException {
    byte[] whole = zip();
    int data = new String(whole, StandardCharsets.ISO_8859_1).indexOf("PK\001\002");
    for (int length = 0; length < data; length += 37) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatIOException().isThrownBy(() -> ProgramGraph.fromBytes(cut));
    }
  }

  private void exportedAgainWith(String name, byte[] content) throws IOException {
    entries.clear();
    exported();
    entries.put(name, content);
  }

  private void rewrite(UnaryOperator<String> change) {
    String before = new String(entries.get(CONFIGURATION), StandardCharsets.UTF_8);
    String after = change.apply(before);
    assertThat(after).isNotEqualTo(before);
    entries.put(CONFIGURATION, after.getBytes(StandardCharsets.UTF_8));
  }

  private void assertRefused(String why) {
    assertThatIOException()
        .isThrownBy(() -> ProgramGraph.fromBytes(zip()))
        .withMessageContaining(why)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(400));
  }

  private byte[] zip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] vector(long count, String type) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF("MIXED_DATA_TYPES");
    out.writeLong(6);
    out.writeUTF("LONG");
    for (long number : new long[] {1, count, 1, 8192, 1, 99}) {
      out.writeLong(number);
    }
    out.writeUTF("MIXED_DATA_TYPES");
    out.writeLong(count);
    out.writeUTF(type);
    return bytes.toByteArray();
  }

  private static NetworkFile network() {
    NetworkFamily family = (NetworkFamily) MechanismFamilies.named("regretnet");
    Architecture architecture = new Architecture(List.of(9, 6));
    return new NetworkFile(
        "unit-2x3-uniform",
        2,
        "regretnet",
        architecture,
        NetworkWeights.glorot(family.program(Settings.named("unit-2x3-uniform"), architecture), 3));
  }
}
