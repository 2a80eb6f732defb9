package io.sweepstake.problems.fuzz;

import static io.sweepstake.problems.fuzz.Program.check;

import io.sweepstake.jobs.run.StudyView;
import io.sweepstake.jobs.spark.SparkWorkers;
import io.sweepstake.problems.fuzz.Program.Result;
import io.sweepstake.sweeps.store.parquet.StudyFolder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * What lies behind the doors: queries on Spark, attacks on networks, and auctions held for bids.
 */
final class Rooms {
  private static final String CANARY = "canary-7319";

  /** Answers of these differ from one asking to the next, and may. */
  private static final Pattern ANOTHER_EACH_TIME =
      Pattern.compile(
          "(?i)rand|uuid|now|current|shuffle|timestamp|date|sample|monoton|plan|explain|unix");

  /** A statement of a pipe, or several, or one with comments. */
  private static final Pattern APART = Pattern.compile("(?s).*(;|--|/\\*).*");

  private static final Pattern PLAIN = Pattern.compile("[0-9]+(\\.[0-9]+)?([eE]-?[0-9]+)?");
  private static final String NAMED = GoodInputs.BIDS.lines().findFirst().orElseThrow();
  private static final Pattern ROWS = Pattern.compile("(?m)^(\\d+) rows, ");
  private static final Pattern NO_NUMBER = Pattern.compile("(?i)\\b(nan|-?infinity|-?inf)\\b");

  /** Bytes that names and shapes take at the beginning of a network. */
  private static final int NAMES = 120;

  private static final List<Float> ODD_WEIGHTS =
      List.of(
          Float.NaN,
          Float.POSITIVE_INFINITY,
          Float.MAX_VALUE,
          -Float.MAX_VALUE,
          Float.MIN_VALUE,
          0f,
          1e20f,
          -1e20f,
          1e8f);

  private static final List<String> JUDGED_BY =
      List.of("--top", "--profiles", "--lie-rounds", "--seed", "--setting", "--bidders", "--trial");

  private static final List<String> JUDGED_AS =
      List.of(
          "1",
          "2",
          "0",
          "7",
          "additive-1x2-uniform",
          "additive-2x2-uniform",
          "unit-1x2-uniform",
          "additive-1x2:uniform(0,2)");

  private final Program program;
  private final Path home;
  private final Path study;
  private final Path secret;
  private final byte[] network;
  private final byte[] parquet;
  private final List<String> functions;
  private final String truth;
  private final Map<String, byte[]> files;
  private final Path good;
  private final Map<List<String>, String> judged = new HashMap<>();

  Rooms(Program program, Doors doors, Path home, SparkWorkers workers) throws IOException {
    this.program = program;
    this.home = home;
    study = doors.study();
    network = doors.sealed();
    secret = Files.writeString(home.resolve("secret.csv"), CANARY + "\n");
    functions =
        new ArrayList<>(
            workers.query(List.of(StudyView.of(study.toString()).queried())).functions());
    Collections.sort(functions);
    new StudyFolder(home.toString())
        .append("bids", List.of("first", "second"), List.of(List.of(.5, .25), List.of(1.0, 0.0)));
    try (Stream<Path> parts = Files.list(home.resolve("bids"))) {
      parquet = Files.readAllBytes(parts.findFirst().orElseThrow());
    }
    good = Files.write(home.resolve("rooms.network"), network);
    truth = truth();
    files = files();
  }

  private String truth() {
    return program
        .run("query", study, "SELECT * FROM trials ORDER BY number", "--format", "csv")
        .out();
  }

  private Map<String, byte[]> files() throws IOException {
    Map<String, byte[]> all = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(study)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        all.put(study.relativize(path).toString(), Files.readAllBytes(path));
      }
    }
    return all;
  }

  /** A query reads the study, and nothing else; whatever it did, the next one finds it the same. */
  String query(RandomGenerator random) throws IOException {
    String sql = new Queries(random, functions, secret.toString()).statement();
    Result result = program.run("query", study, sql, "--format", "csv");
    String wrong = harm(sql, result);
    return wrong == null && random.nextInt(10) == 0 && !truth().equals(truth)
        ? sql + " -> the study is another"
        : wrong;
  }

  /** The shell says the same of what is piped into it. */
  String sql(RandomGenerator random) throws IOException {
    String sql = new Queries(random, functions, secret.toString()).statement();
    Result piped = piped(sql);
    String wrong = harm(sql, piped);
    if (wrong != null || ANOTHER_EACH_TIME.matcher(sql).find() || APART.matcher(sql).matches()) {
      return wrong;
    }
    Result asked = program.run("query", study, sql, "--format", "csv");
    return sql.isBlank()
            || !StandardCharsets.UTF_8.newEncoder().canEncode(sql)
            || (asked.code() == piped.code() && asked.out().equals(piped.out()))
        ? null
        : sql + " -> piped " + piped + ", asked " + asked;
  }

  private Result piped(String sql) {
    InputStream before = System.in;
    try {
      System.setIn(new ByteArrayInputStream(sql.getBytes(StandardCharsets.UTF_8)));
      return program.run("sql", study, "--format", "csv");
    } finally {
      System.setIn(before);
    }
  }

  private String harm(String sql, Result result) throws IOException {
    String wrong = check(sql, result);
    if (wrong != null) {
      return wrong;
    }
    if ((result.out() + result.err()).contains(CANARY)) {
      return sql + " -> read a file: " + result;
    }
    Map<String, byte[]> now = files();
    return now.keySet().equals(files.keySet())
            && now.entrySet().stream()
                .allMatch(file -> Arrays.equals(file.getValue(), files.get(file.getKey())))
        ? null
        : sql + " -> wrote files: " + now.keySet();
  }

  /**
   * A network that was changed and sealed again is refused, or has real numbers for its figures.
   */
  String evaluate(RandomGenerator random) throws IOException {
    Mutation mutation = new Mutation(random);
    List<Object> line = new ArrayList<>(List.of("evaluate"));
    if (random.nextInt(3) > 0) {
      line.add(Files.write(home.resolve("judged.network"), resealed(mutation)));
      line.addAll(List.of("--profiles", 8, "--format", "csv"));
      return real(line, program.run(line.toArray()));
    }
    line.add(random.nextBoolean() ? good : study);
    line.addAll(List.of("--top", 1, "--profiles", 8, "--format", "csv"));
    for (int k = random.nextInt(1, 3); k > 0; k--) {
      line.add(mutation.oneOf(JUDGED_BY));
      line.add(random.nextInt(3) > 0 ? mutation.oneOf(JUDGED_AS) : mutation.word());
    }
    Result result = program.run(line.toArray());
    List<String> key = line.stream().map(String::valueOf).toList();
    String before = result.code() == 0 ? judged.putIfAbsent(key, result.out()) : null;
    return before == null || before.equals(result.out())
        ? real(line, result)
        : line + " -> " + result.out() + ", was " + before;
  }

  private static String real(Object line, Result result) {
    return result.code() == 0 && NO_NUMBER.matcher(result.out()).find()
        ? line + " -> no real numbers: " + result
        : check(line, result);
  }

  /** Bytes whose checksum agrees, as whoever changes a file on purpose would make it. */
  private byte[] resealed(Mutation mutation) {
    RandomGenerator random = mutation.random();
    int header = 2 * Integer.BYTES;
    byte[] content = Arrays.copyOfRange(network, header, network.length - Integer.BYTES);
    switch (random.nextInt(3)) {
      case 0 -> {
        byte[] names = mutation.of(Arrays.copyOf(content, NAMES));
        byte[] rest = Arrays.copyOfRange(content, NAMES, content.length);
        content = ByteBuffer.allocate(names.length + rest.length).put(names).put(rest).array();
      }
      case 1 -> {
        int at = content.length - Float.BYTES * random.nextInt(1, 40);
        ByteBuffer.wrap(content).putFloat(at, mutation.oneOf(ODD_WEIGHTS));
      }
      default -> content = mutation.of(content);
    }
    ByteBuffer bytes = ByteBuffer.allocate(header + content.length + Integer.BYTES);
    bytes.put(network, 0, header).put(content);
    CRC32C checksum = new CRC32C();
    checksum.update(bytes.array(), 0, bytes.position());
    return bytes.putInt((int) checksum.getValue()).array();
  }

  /** Whatever is sold is sold once, to whom it is worth what she pays, and no row is lost. */
  String apply(RandomGenerator random) throws IOException {
    Mutation mutation = new Mutation(random);
    int kind = random.nextInt(8);
    Path held = kind == 0 ? Files.write(home.resolve("held.network"), resealed(mutation)) : good;
    byte[] content =
        switch (kind) {
          case 0 -> GoodInputs.BIDS.getBytes(StandardCharsets.UTF_8);
          case 1 -> mutation.of(parquet);
          default -> mutation.of(GoodInputs.BIDS, "[,\n]");
        };
    Path bids = Files.write(home.resolve(kind == 1 ? "held.parquet" : "held.csv"), content);
    List<Object> line = new ArrayList<>(List.of("apply", held, bids, "--format", "csv"));
    if (kind == 2) {
      line.addAll(List.of("--draw", "--seed", mutation.oneOf(List.of("1", "-5", mutation.word()))));
    }
    Result result = program.run(line.toArray());
    String text = new String(content, StandardCharsets.UTF_8);
    String wrong = check(line + ": " + text, result);
    if (wrong == null && result.code() == 0) {
      wrong = unsound(result, kind == 1 ? List.of() : rows(text));
    }
    return wrong == null ? null : line + ": " + text + " -> " + wrong;
  }

  /** The rows of a text that anybody would read alike; none where people may differ. */
  private static List<double[]> rows(String text) {
    List<double[]> rows = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      String[] cells = line.split(",", -1);
      if (cells.length == 2 && Stream.of(cells).allMatch(cell -> PLAIN.matcher(cell).matches())) {
        rows.add(new double[] {Double.parseDouble(cells[0]), Double.parseDouble(cells[1])});
      } else if (!line.isBlank() && !line.equals(NAMED)) {
        return List.of();
      }
    }
    return rows;
  }

  private static String unsound(Result result, List<double[]> bids) {
    List<String> lines = result.out().lines().skip(1).toList();
    Matcher said = ROWS.matcher(result.err());
    if (!said.find() || Integer.parseInt(said.group(1)) != lines.size()) {
      return lines.size() + " rows: " + result;
    }
    if (!bids.isEmpty() && bids.size() != lines.size()) {
      return bids.size() + " rows are " + lines.size() + ": " + result;
    }
    for (int k = 0; k < lines.size(); k++) {
      String[] cells = lines.get(k).split(",");
      BigDecimal worth = BigDecimal.ZERO;
      for (int j = 1; j <= 2; j++) {
        BigDecimal chance = new BigDecimal(cells[j]);
        if (chance.signum() < 0 || chance.compareTo(BigDecimal.ONE) > 0) {
          return "chance " + chance + ": " + result;
        }
        if (!bids.isEmpty()) {
          worth = worth.add(chance.multiply(new BigDecimal(bids.get(k)[j - 1])));
        }
      }
      BigDecimal pays = new BigDecimal(cells[3]);
      if (pays.signum() < 0 || (!bids.isEmpty() && pays.compareTo(worth) > 0)) {
        return "pays " + pays + " for " + worth + ": " + result;
      }
    }
    return null;
  }
}
