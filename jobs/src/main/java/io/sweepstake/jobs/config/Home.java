package io.sweepstake.jobs.config;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The home of whoever runs the program, where shells and Jupyter look for it too: {@code HOME} of
 * the environment. Java has its {@code user.home} from the system's list of users instead, which is
 * taken where the environment says nothing, or where Java was started with {@code -Duser.home=DIR}.
 */
public final class Home {
  private static final String JAVAS = "user.home";

  private Home() {}

  /** An absolute path, in this process. */
  public static Path directory() {
    return directory(System.getenv());
  }

  /** The same in another environment. */
  public static Path directory(Map<String, String> environment) {
    return directory(
        environment,
        ManagementFactory.getRuntimeMXBean().getInputArguments(),
        System.getProperty(JAVAS));
  }

  /**
   * @param flags with which Java was started
   */
  static Path directory(Map<String, String> environment, List<String> flags, String javas) {
    String said = environment.getOrDefault("HOME", "");
    boolean told = flags.stream().anyMatch(flag -> flag.startsWith("-D" + JAVAS + "="));
    return !told && Path.of(said).isAbsolute() ? Path.of(said) : Path.of(javas);
  }
}
