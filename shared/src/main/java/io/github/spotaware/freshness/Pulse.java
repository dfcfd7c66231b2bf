package io.github.spotaware.freshness;

import io.github.spotaware.hold.Moment;
import java.time.Duration;
import java.util.Optional;

/**
 * A process' own pulse: it beats every {@link #BEAT} for as long as the process runs. A gap means
 * that it did not, whatever the cause: SIGSTOP, a frozen container, a suspended machine, garbage
 * collection. What it remembers is then from before the gap.
 *
 * @param last the latest beat
 * @param gap the latest gap that a beat has ended
 */
public record Pulse(Moment last, Optional<Gap> gap) {
  public static final Duration BEAT = Duration.ofSeconds(1);

  /**
   * A longer time without a beat is a gap. Five beats: collecting the garbage of these small heaps
   * takes a fraction of a second, and a busy machine delays a beat by a few; and no more than a
   * watch may lag anyway.
   */
  public static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);

  /**
   * The process did not run in between.
   *
   * @param until when it went on
   * @param length by the clock that showed more of it
   */
  public record Gap(Moment until, Duration length) {}

  /** The first beat. */
  public static Pulse begins(Moment now) {
    return new Pulse(now, Optional.empty());
  }

  /** One more beat. */
  public Pulse beat(Moment now) {
    return new Pulse(now, gapAt(now));
  }

  /**
   * The latest gap, also one that no beat has ended yet: whoever asks may be the first that runs
   * again.
   */
  public Optional<Gap> gapAt(Moment now) {
    Duration silence = silence(now);
    return silence.compareTo(LONGEST_SILENCE) > 0 ? Optional.of(new Gap(now, silence)) : gap;
  }

  /**
   * The monotonic clock of Linux stands still while the machine is suspended, and the wall clock is
   * set anew after it. A wall clock that is set forwards looks the same, and costs a list.
   */
  private Duration silence(Moment now) {
    Duration monotonic = last.until(now);
    Duration wall = Duration.between(last.wall(), now.wall());
    return monotonic.compareTo(wall) >= 0 ? monotonic : wall;
  }
}
