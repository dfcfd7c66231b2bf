package io.github.spotaware.e2e.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Prints a happening as a line. */
final class TimelinePrinter implements Consumer<Happening> {

  private static final int LEAST_WIDTH = "API server".length();

  private final Instant start;
  private final PrintStream out;
  private final String format;

  /**
   * @param start times are printed relative to it
   * @param longestActor how many characters the longest name of an actor has; longer ones stand out
   */
  TimelinePrinter(Instant start, PrintStream out, int longestActor) {
    this.start = start;
    this.out = out;
    this.format = "  %6.2f s  %-" + Math.max(LEAST_WIDTH, longestActor) + "s  %s%n";
  }

  @Override
  public void accept(Happening happening) {
    double seconds = Duration.between(start, happening.time()).toMillis() / 1000.0;
    out.printf(format, seconds, happening.actor(), happening.what());
    out.flush();
  }
}
