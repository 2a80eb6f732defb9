package io.sweepstake.jobs.cli;

import java.util.concurrent.Callable;

/**
 * A command that another module brings: a picocli {@code @Command}, found as a service.
 *
 * <p>Its errors become words at the same place as those of the commands that are here.
 */
public interface Subcommand extends Callable<Integer> {}
