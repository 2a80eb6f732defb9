package io.sweepstake.problems.auction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.jobs.spark.SparkWorkers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The guides: their commands, as they stand there. */
@Tag("spark")
@Tag("slow")
class GuideTest {
  @TempDir Path home;

  /** Digits are of one processor; what they are digits of is not. */
  @ParameterizedTest
  @CsvSource({
    "from-data-to-auction.md, 5",
    "auctions-for-engineers.md, 2",
    "sweeps-for-economists.md, 6"
  })
  void aGuideShowsWhatItsCommandsSay(String page, int number) throws IOException {
    String guide = Files.readString(Path.of("../docs", page));
    try (SparkWorkers unused = SparkWorkers.open(null, 2)) {
      Matcher commands = Pattern.compile("(?m)^\\./sweepstake (.*)$").matcher(guide);
      int count = 0;
      while (commands.find()) {
        Run run = Run.of((Object[]) arguments(commands.group(1)));
        assertThat(run.code()).as(commands.group() + "\n" + run.err()).isZero();
        String shown = guide.substring(commands.end()).replaceAll(" +", " ");
        String first = run.lines().get(0).replace(home + "/", "").replaceAll(" +", " ");
        assertThat(shown).contains(first + "\n");
        count++;
      }
      assertThat(count).isEqualTo(number);
    }
  }

  private String[] arguments(String line) {
    Matcher words = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)").matcher(line);
    return words
        .results()
        .map(word -> word.group().replaceAll("^['\"]|['\"]$", ""))
        .map(word -> word.replace("docs/", "../docs/"))
        .map(
            word -> word.matches("studies/.*|.*\\.(network|yaml)") ? "" + home.resolve(word) : word)
        .toArray(String[]::new);
  }
}
