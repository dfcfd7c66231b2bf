package io.github.spotaware.simulation.kernel;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;

/**
 * Time that passes only by events. Events run one at a time, in the order of their times, and those
 * of one instant in the order in which they were asked for: so a run is a function of its seed.
 */
public final class VirtualTime {
  /** The wall time at zero, on a whole second. */
  public static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

  public static final long SECOND = 1_000_000_000L;

  private final PriorityQueue<Event> events = new PriorityQueue<>(256);
  private long now;
  private long sequence;
  private long steps;

  /** Nanoseconds since the beginning of the run: everyone's monotonic clock. */
  public long nanos() {
    return now;
  }

  /** The true wall time. */
  public Instant wall() {
    return EPOCH.plusNanos(now);
  }

  /** How many events have run. */
  public long steps() {
    return steps;
  }

  /** Runs an action when this much time has passed, in nanoseconds; a negative delay is none. */
  public Timer after(long nanos, String what, Runnable action) {
    Event event = new Event(now + Math.max(0, nanos), sequence++, what, action);
    events.add(event);
    return event;
  }

  public Timer after(Duration delay, String what, Runnable action) {
    return after(delay.toNanos(), what, action);
  }

  /**
   * Runs the next event and sets the time to its own.
   *
   * @return false when there is none
   */
  public boolean step() {
    return stepUntil(Long.MAX_VALUE);
  }

  /** Runs the events up to this time, itself included, and ends at it. */
  public void runUntil(long nanos) {
    while (stepUntil(nanos)) {
      // Each step is an event.
    }
    now = Math.max(now, nanos);
  }

  public void runFor(Duration duration) {
    runUntil(now + duration.toNanos());
  }

  /** When the next event is due; {@link Long#MAX_VALUE} when there is none. */
  public long next() {
    while (true) {
      Event first = events.peek();
      if (first == null) {
        return Long.MAX_VALUE;
      }
      if (!first.cancelled) {
        return first.nanos;
      }
      events.remove();
    }
  }

  /** Nothing happens until then; no event may be due before. */
  public void advanceTo(long nanos) {
    now = Math.max(now, nanos);
  }

  /**
   * Runs the next event, if it is due by this time.
   *
   * @return false when there is none
   */
  public boolean stepUntil(long last) {
    while (true) {
      Event next = events.peek();
      if (next == null || next.nanos > last) {
        return false;
      }
      events.remove();
      if (!next.cancelled) {
        now = next.nanos;
        steps++;
        next.cancelled = true;
        next.action.run();
        return true;
      }
    }
  }

  private static final class Event implements Timer, Comparable<Event> {
    private final long nanos;
    private final long sequence;
    private final String what;
    private final Runnable action;
    private boolean cancelled;

    Event(long nanos, long sequence, String what, Runnable action) {
      this.nanos = nanos;
      this.sequence = sequence;
      this.what = what;
      this.action = action;
    }

    @Override
    public void cancel() {
      cancelled = true;
    }

    @Override
    public boolean pending() {
      return !cancelled;
    }

    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(nanos, other.nanos);
      return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }

    @Override
    public String toString() {
      return what;
    }
  }
}
