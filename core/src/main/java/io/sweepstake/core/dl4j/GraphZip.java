package io.sweepstake.core.dl4j;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
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
 * passes over. {@link ForeignGraph} reads such zips back.
 *
 * @param notes by key, each one line
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
}
