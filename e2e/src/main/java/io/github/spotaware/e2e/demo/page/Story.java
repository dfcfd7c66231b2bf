package io.github.spotaware.e2e.demo.page;

import io.github.spotaware.e2e.demo.Happening;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the demo tells of itself. Immutable; once it is over, nothing changes it.
 *
 * @param scene the title of what plays now
 * @param start what times are relative to
 * @param lines the timeline's last ones
 * @param told how many lines there were in all
 */
record Story(
    Phase phase,
    String scene,
    Instant start,
    List<Line> lines,
    long told,
    Optional<Outcome> outcome) {

  /** How far the demo is. */
  enum Phase {
    /** There is no cluster to look at yet. */
    PREPARING,
    PLAYING,
    OVER
  }

  /**
   * A line of the timeline.
   *
   * @param number 1 for the first, and one more for each
   * @param scene whether it is a title, with neither time nor actor
   * @param seconds since the start of its scene
   */
  record Line(long number, boolean scene, double seconds, String actor, String what) {}

  /**
   * How the demo ended.
   *
   * @param ok whether all was as it should be
   * @param lines what there is to say
   */
  record Outcome(boolean ok, List<String> lines) {
    Outcome {
      lines = lines.stream().filter(line -> !line.isBlank()).toList();
    }
  }

  private static final int MOST_LINES = 500;
  private static final String SETTING_UP = "Setting up a cluster";

  /** The first page: a cluster is set up. */
  static Story preparing(Instant start) {
    return new Story(Phase.PREPARING, SETTING_UP, start, List.of(), 0, Optional.empty())
        .line(true, 0, "", SETTING_UP);
  }

  /** One step further. */
  Story prepared(String step, Instant at) {
    return phase == Phase.PREPARING
        ? new Story(phase, SETTING_UP + ": " + step, start, lines, told, outcome)
            .line(false, since(at), "demo", step)
        : this;
  }

  Story scene(String title, Instant at) {
    return isOver()
        ? this
        : new Story(Phase.PLAYING, title, at, lines, told, outcome).line(true, 0, "", title);
  }

  Story begins(Instant at) {
    return isOver() ? this : new Story(phase, scene, at, lines, told, outcome);
  }

  Story and(Happening happening) {
    return isOver()
        ? this
        : line(false, since(happening.time()), happening.actor(), happening.what());
  }

  Story over(Outcome how) {
    return isOver() ? this : new Story(Phase.OVER, scene, start, lines, told, Optional.of(how));
  }

  boolean isOver() {
    return phase == Phase.OVER;
  }

  /** The lines that someone has not seen who knows those up to this number. */
  List<Line> after(long number) {
    return lines.stream().filter(line -> line.number() > number).toList();
  }

  private double since(Instant at) {
    return Math.max(0, Duration.between(start, at).toMillis()) / 1000.0;
  }

  private Story line(boolean title, double seconds, String actor, String what) {
    Line line = new Line(told + 1, title, seconds, actor, what);
    return new Story(
        phase, scene, start, Copies.appended(MOST_LINES, lines, line), told + 1, outcome);
  }
}
