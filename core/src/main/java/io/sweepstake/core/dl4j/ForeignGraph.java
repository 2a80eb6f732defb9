package io.sweepstake.core.dl4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A zip in DL4J's model format that anybody may have written.
 *
 * <p>DL4J's own reader builds whatever classes the file names and unpacks whatever size it says.
 * This one builds nothing the file asks for: it reads the notes and the configuration as plain
 * text, leaves it to the caller which graph that can only be, and takes the coefficients if the
 * configuration is that graph's to the last field that matters when it runs. Sizes are checked
 * before anything is allocated.
 */
final class ForeignGraph {
  private static final int MOST_NOTES = 1 << 16;
  private static final int MOST_JSON = 1 << 25;

  /** The most coefficients, 256 MB of them. */
  static final long MOST_COEFFICIENTS = 1L << 26;

  private static final int COEFFICIENTS_HEADER = 1 << 10;
  private static final String BUFFER = "MIXED_DATA_TYPES";

  /** The entries that may be there, and the most bytes of each. */
  private static final Map<String, Long> ENTRIES =
      Map.of(
          ModelSerializer.CONFIGURATION_JSON,
          (long) MOST_JSON,
          ModelSerializer.COEFFICIENTS_BIN,
          Float.BYTES * MOST_COEFFICIENTS + COEFFICIENTS_HEADER,
          ModelSerializer.UPDATER_BIN,
          3 * Float.BYTES * MOST_COEFFICIENTS,
          GraphZip.NOTES,
          (long) MOST_NOTES);

  /** Fields that say how a graph was fitted; when it runs they mean nothing. */
  private static final Set<String> OF_FITTING =
      Set.of(
          "seed",
          "iterationCount",
          "epochCount",
          "iupdater",
          "biasUpdater",
          "weightInitFn",
          "biasInit",
          "gradientNormalization",
          "gradientNormalizationThreshold",
          "regularization",
          "regularizationBias",
          "optimizationAlgo",
          "maxNumLineSearchIterations",
          "stepFunction",
          "miniBatch",
          "minimize",
          "trainingWorkspaceMode");

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final byte[] zip;
  private final JsonNode configuration;
  private final Map<String, String> notes;

  private ForeignGraph(byte[] zip, JsonNode configuration, Map<String, String> notes) {
    this.zip = zip;
    this.configuration = configuration;
    this.notes = Map.copyOf(notes);
  }

  /**
   * Reads the configuration and the notes.
   *
   * @throws IOException if the bytes are not a whole, undamaged zip of just the entries of a DL4J
   *     computation graph
   */
  static ForeignGraph of(byte[] zip) throws IOException {
    Map<String, byte[]> read = new HashMap<>();
    try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        String name = entry.getName();
        Long most = ENTRIES.get(name);
        if (most == null || read.containsKey(name)) {
          throw new IOException(
              "not a DL4J network: the zip must hold each of %s at most once and nothing else, was"
                      .formatted(String.join(", ", new TreeSet<>(ENTRIES.keySet())))
                  + " "
                  + abridged(name)
                  + (most == null ? "" : " twice"));
        }
        boolean kept = most <= MOST_JSON;
        read.put(name, kept ? bounded(entries, name, most) : new byte[0]);
        if (!kept) {
          skip(entries, name, most);
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("not a DL4J network: a damaged zip", e);
    }
    if (!read.containsKey(ModelSerializer.CONFIGURATION_JSON)
        || !read.containsKey(ModelSerializer.COEFFICIENTS_BIN)) {
      throw new IOException(
          "not a DL4J network: wants a zip with %s and %s, in %d bytes"
              .formatted(
                  ModelSerializer.CONFIGURATION_JSON,
                  ModelSerializer.COEFFICIENTS_BIN,
                  zip.length));
    }
    return new ForeignGraph(
        zip,
        json(read.get(ModelSerializer.CONFIGURATION_JSON)),
        notes(read.getOrDefault(GraphZip.NOTES, new byte[0])));
  }

  private static JsonNode json(byte[] text) throws IOException {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IOException(
          "not a DL4J network: %s must be JSON, %s"
              .formatted(
                  ModelSerializer.CONFIGURATION_JSON,
                  abridged(e.getOriginalMessage().replaceAll("\\s+", " "))),
          e);
    }
  }

  private static Map<String, String> notes(byte[] text) throws IOException {
    Properties notes = new Properties();
    try {
      notes.load(new StringReader(new String(text, StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException e) {
      throw new IOException("not a DL4J network: " + GraphZip.NOTES + " is damaged", e);
    }
    Map<String, String> read = new TreeMap<>();
    notes.forEach((key, value) -> read.put(String.valueOf(key), String.valueOf(value)));
    return read;
  }

  /** The notes that lie beside the graph; empty where the zip was written by others. */
  Map<String, String> notes() {
    return notes;
  }

  /** The configuration, as the file has it: whatever it says is to be doubted. */
  JsonNode configuration() {
    return configuration;
  }

  /**
   * The graph of a configuration of ours with the coefficients of this file.
   *
   * @param wanted what the graph must be, built by us
   * @param parameters how many coefficients that takes
   * @throws IOException if the file's configuration runs otherwise, or its coefficients are not so
   *     many finite numbers
   */
  ComputationGraph restored(ComputationGraphConfiguration wanted, long parameters)
      throws IOException {
    float[] coefficients = coefficients(parameters);
    ComputationGraph graph = new ComputationGraph(wanted);
    graph.init(Nd4j.createFromArray(coefficients).reshape(1, coefficients.length), false);
    requireSame(JSON.readTree(graph.getConfiguration().toJson()), configuration, "");
    return graph;
  }

  private static void requireSame(JsonNode wanted, JsonNode found, String path) throws IOException {
    if (wanted.isObject() && found.isObject()) {
      Set<String> keys = new TreeSet<>();
      wanted.fieldNames().forEachRemaining(keys::add);
      found.fieldNames().forEachRemaining(keys::add);
      keys.removeAll(OF_FITTING);
      for (String key : keys) {
        requireSame(wanted.path(key), found.path(key), path + "/" + key);
      }
    } else if (wanted.isArray() && found.isArray() && wanted.size() == found.size()) {
      Iterator<JsonNode> each = found.elements();
      for (int k = 0; k < wanted.size(); k++) {
        requireSame(wanted.get(k), each.next(), path + "/" + k);
      }
    } else if (!wanted.equals(found)) {
      throw new IOException(
          "not a DL4J network of an auction: %s must have %s at %s, was %s"
              .formatted(
                  ModelSerializer.CONFIGURATION_JSON,
                  shown(wanted),
                  path.isEmpty() ? "/" : abridged(path),
                  shown(found)));
    }
  }

  private static String shown(JsonNode node) {
    return node.isMissingNode() ? "nothing" : abridged(node.toString());
  }

  private float[] coefficients(long parameters) throws IOException {
    if (parameters > MOST_COEFFICIENTS) {
      throw new IOException(
          "a DL4J network must have at most " + MOST_COEFFICIENTS + " weights, has " + parameters);
    }
    try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        if (entry.getName().equals(ModelSerializer.COEFFICIENTS_BIN)) {
          byte[] bytes =
              bounded(
                  entries,
                  ModelSerializer.COEFFICIENTS_BIN,
                  Float.BYTES * parameters + COEFFICIENTS_HEADER);
          return coefficients(bytes, (int) parameters);
        }
      }
    }
    throw new AssertionError("the entry was there");
  }

  /** A buffer with the shape, then a buffer with the numbers, as ND4J writes a vector. */
  private static float[] coefficients(byte[] bytes, int parameters) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      long information = buffer(in, "LONG");
      if (information < 4 || information > 32) {
        throw coefficients("a shape of " + information + " numbers");
      }
      long count = 1;
      long rank = in.readLong();
      for (int k = 1; k < information; k++) {
        long number = in.readLong();
        if (k <= rank && number != 1) {
          count = count == 1 ? number : -1;
        }
      }
      if (rank < 1 || rank > 2 || count != parameters) {
        throw coefficients("rank " + rank + " and " + count + " numbers");
      }
      long length = buffer(in, "FLOAT");
      if (length != parameters || in.available() != Float.BYTES * (long) parameters) {
        throw coefficients(length + " numbers in " + in.available() + " bytes");
      }
      float[] values = new float[parameters];
      for (int k = 0; k < parameters; k++) {
        values[k] = in.readFloat();
        if (!Float.isFinite(values[k])) {
          throw new IOException(
              "%s: weights must be finite, number %d of %d was %s"
                  .formatted(ModelSerializer.COEFFICIENTS_BIN, k, parameters, values[k]));
        }
      }
      return values;
    } catch (EOFException e) {
      throw new IOException(
          ModelSerializer.COEFFICIENTS_BIN
              + ": must be a vector of "
              + parameters
              + " numbers, is cut off after "
              + bytes.length
              + " bytes",
          e);
    } catch (WrongCoefficients e) {
      throw new IOException(
          "%s: must be a vector of %d floats as this network has, was %s"
              .formatted(ModelSerializer.COEFFICIENTS_BIN, parameters, e.getMessage()),
          e);
    }
  }

  /** The length of the buffer that begins here. */
  private static long buffer(DataInputStream in, String type) throws IOException {
    String mode = in.readUTF();
    if (!mode.equals(BUFFER)) {
      throw coefficients("a buffer of mode " + abridged(mode));
    }
    long length = in.readLong();
    String found = in.readUTF();
    if (!found.equals(type)) {
      throw coefficients("a buffer of " + abridged(found) + " instead of " + type);
    }
    return length;
  }

  private static WrongCoefficients coefficients(String found) {
    return new WrongCoefficients(found);
  }

  /** Coefficients that are others than the configuration asks for. */
  private static final class WrongCoefficients extends IOException {
    private static final long serialVersionUID = 1L;

    WrongCoefficients(String found) {
      super(found);
    }
  }

  private static byte[] bounded(InputStream in, String name, long most) throws IOException {
    byte[] content = in.readNBytes((int) most + 1);
    if (content.length > most) {
      throw tooLong(name, most);
    }
    return content;
  }

  private static void skip(InputStream in, String name, long most) throws IOException {
    byte[] scratch = new byte[1 << 16];
    long skipped = 0;
    for (int read = in.read(scratch); read >= 0; read = in.read(scratch)) {
      skipped += read;
      if (skipped > most) {
        throw tooLong(name, most);
      }
    }
  }

  private static IOException tooLong(String name, long most) {
    return new IOException(
        "not a DL4J network: " + name + " must have at most " + most + " bytes, has more");
  }

  private static String abridged(String text) {
    String printable = text.replaceAll("\\p{Cntrl}", "?");
    return printable.length() <= 80 ? printable : printable.substring(0, 80) + "…";
  }
}
