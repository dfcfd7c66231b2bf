package io.github.spotaware.port;

import io.github.spotaware.hold.Moment;
import java.time.Duration;
import java.util.concurrent.Executor;

/** A process' clock, timers and threads. What is executed runs soon, and not before returning. */
public interface Timing extends Executor {

  Moment now();

  /** Runs an action once, no sooner than after the delay; it must not block for long. */
  Timer after(Duration delay, Runnable action);

  /** One that was set. */
  interface Timer {
    /** It does not run any more, unless it has begun to. */
    void cancel();
  }
}
