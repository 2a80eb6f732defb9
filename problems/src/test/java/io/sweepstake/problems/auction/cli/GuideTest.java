package io.sweepstake.problems.auction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.jobs.spark.SparkWorkers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guide from data to an auction: its commands, as they stand there. */
@Tag("spark")
@Tag("slow")
class GuideTest {
  @TempDir Path home;

  /** Digits are of one processor; what they are digits of is not. */
  @Test
  void theGuideFromDataToAuctionShowsWhatItsCommandsSay() throws IOException {
    String guide = Files.readString(Path.of("../docs/from-data-to-auction.md"));
    try (SparkWorkers unused = SparkWorkers.open(null, 2)) {
      Matcher commands = Pattern.compile("(?m)^\\./sweepstake (.*)$").matcher(guide);
      int count = 0;
      while (commands.find()) {
        Run run = Run.of((Object[]) arguments(commands.group(1)));
        assertThat(run.code()).as(commands.group() + "\n" + run.err()).isZero();
        String shown = guide.substring(commands.end()).replaceAll(" +", " ");
        assertThat(shown).contains(run.lines().get(0).replaceAll(" +", " ") + "\n");
        count++;
      }
      assertThat(count).isEqualTo(5);
    }
  }

  private String[] arguments(String line) {
    Matcher words = Pattern.compile("'([^']*)'|(\\S+)").matcher(line);
    return words
        .results()
        .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
        .map(word -> word.replace("docs/", "../docs/"))
        .map(word -> word.matches("studies/.*|.*\\.network") ? "" + home.resolve(word) : word)
        .toArray(String[]::new);
  }
}
