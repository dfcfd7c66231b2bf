package io.github.spotaware.e2e.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Prints a happening as a line.
 *
 * @param start times are printed relative to it
 */
record TimelinePrinter(Instant start, PrintStream out) implements Consumer<Happening> {

  @Override
  public void accept(Happening happening) {
    double seconds = Duration.between(start, happening.time()).toMillis() / 1000.0;
    out.printf("  %6.2f s  %-10s  %s%n", seconds, happening.actor(), happening.what());
    out.flush();
  }
}
