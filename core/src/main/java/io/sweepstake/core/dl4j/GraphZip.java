package io.sweepstake.core.dl4j;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;

/**
 * A computation graph in DL4J's model format, with notes of ours beside it.
 *
 * <p>The notes are one more entry of the zip, {@value #NOTES}, a Java properties file that DL4J
 * passes over.
 *
 * @param notes by key; empty where the zip was written by others
 */
record GraphZip(ComputationGraph graph, Map<String, String> notes) {
  static final String NOTES = "sweepstake.properties";

  GraphZip {
    notes = Map.copyOf(notes);
    notes.forEach(
        (key, value) -> {
          if (value.indexOf('\\') >= 0 || value.lines().count() > 1) {
            throw new IllegalArgumentException(
                "note " + key + ": must be one line without backslashes, was " + value);
          }
        });
  }

  /** The zip, without the state of an optimiser. */
  byte[] toBytes() throws IOException {
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    ModelSerializer.writeModel(graph, model, false);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipInputStream from = new ZipInputStream(new ByteArrayInputStream(model.toByteArray()));
        ZipOutputStream to = new ZipOutputStream(bytes)) {
      for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
        to.putNextEntry(new ZipEntry(entry.getName()));
        from.transferTo(to);
      }
      to.putNextEntry(new ZipEntry(NOTES));
      StringBuilder text = new StringBuilder();
      new TreeMap<>(notes).forEach((key, value) -> text.append(key + "=" + value + "\n"));
      to.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a zip back.
   *
   * @throws IOException if the bytes are not a whole, undamaged DL4J computation graph
   */
  static GraphZip fromBytes(byte[] bytes) throws IOException {
    Set<String> names = new HashSet<>();
    Properties notes = new Properties();
    // Reading an entry to its end checks its length and CRC, which DL4J does not.
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        byte[] content = zip.readAllBytes();
        names.add(entry.getName());
        if (entry.getName().equals(NOTES)) {
          notes.load(new StringReader(new String(content, StandardCharsets.UTF_8)));
        }
      }
    }
    if (!names.contains(ModelSerializer.CONFIGURATION_JSON)
        || !names.contains(ModelSerializer.COEFFICIENTS_BIN)) {
      throw new IOException(
          "not a DL4J network: wants a zip with %s and %s, in %d bytes"
              .formatted(
                  ModelSerializer.CONFIGURATION_JSON,
                  ModelSerializer.COEFFICIENTS_BIN,
                  bytes.length));
    }
    Map<String, String> read = new LinkedHashMap<>();
    notes.forEach((key, value) -> read.put(String.valueOf(key), String.valueOf(value)));
    try {
      return new GraphZip(
          ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(bytes), false), read);
    } catch (RuntimeException e) {
      throw new IOException("not a DL4J computation graph: " + e.getMessage(), e);
    }
  }
}
