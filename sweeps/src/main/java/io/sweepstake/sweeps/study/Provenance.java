package io.sweepstake.sweeps.study;

import io.sweepstake.sweeps.space.Param;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a trial's numbers come from: named text attributes such as commit, jdk, os, arch, backend,
 * engine, host. They are the columns {@code user_attrs_<name>} of the trial table.
 */
public record Provenance(SortedMap<String, String> attributes) implements Serializable {
  public static final Provenance NONE = new Provenance(new TreeMap<>());

  public Provenance {
    TreeMap<String, String> copy = new TreeMap<>();
    attributes.forEach(
        (name, value) ->
            copy.put(
                Param.checkName("attribute", name),
                Objects.requireNonNull(value, () -> "attribute " + name)));
    attributes = Collections.unmodifiableSortedMap(copy);
  }

  public static Provenance of(Map<String, String> attributes) {
    return new Provenance(new TreeMap<>(attributes));
  }

  /** jdk, os, arch and host of this process. */
  public static Provenance ofThisProcess() {
    return Here.PROVENANCE;
  }

  /** Looked up once: asking for the name of the host may take a name server. */
  private static final class Here {
    static final Provenance PROVENANCE =
        of(
            Map.of(
                "jdk", System.getProperty("java.runtime.version"),
                "os", System.getProperty("os.name") + " " + System.getProperty("os.version"),
                "arch", System.getProperty("os.arch"),
                "host", host()));

    private static String host() {
      try {
        return InetAddress.getLocalHost().getHostName();
      } catch (UnknownHostException unnamed) {
        return "localhost";
      }
    }
  }

  /** These and one more, or with another value for it. */
  public Provenance with(String name, String value) {
    TreeMap<String, String> more = new TreeMap<>(attributes);
    more.put(name, value);
    return new Provenance(more);
  }

  /** These and those of {@code other}, which win. */
  public Provenance with(Provenance other) {
    TreeMap<String, String> more = new TreeMap<>(attributes);
    more.putAll(other.attributes);
    return new Provenance(more);
  }
}
