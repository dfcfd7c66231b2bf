package io.github.spotaware.testing;

import io.github.spotaware.hold.Moment;
import io.github.spotaware.port.Timing;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;

/** A clock that a test sets, and timers that run when it passes them. */
public final class ManualTiming implements Timing {
  private record Set(Moment due, Runnable action) {}

  private final Queue<Runnable> soon = new ArrayDeque<>();
  private final List<Set> timers = new ArrayList<>();
  private Moment now = new Moment(Workloads.NOW, 0);

  @Override
  public Moment now() {
    return now;
  }

  @Override
  public Timer after(Duration delay, Runnable action) {
    Set timer = new Set(now.plus(delay), action);
    timers.add(timer);
    return () -> timers.remove(timer);
  }

  @Override
  public void execute(Runnable action) {
    soon.add(action);
  }

  /** Runs what was given to run, and what that leads to. */
  public void settle() {
    for (Runnable action = soon.poll(); action != null; action = soon.poll()) {
      action.run();
    }
  }

  /** Time passes, and each timer runs at its time. */
  public void pass(Duration time) {
    Moment until = now.plus(time);
    settle();
    while (true) {
      List<Set> due =
          timers.stream()
              .filter(timer -> until.reached(timer.due()))
              .sorted(Comparator.comparing(timer -> timer.due().nanos()))
              .toList();
      if (due.isEmpty()) {
        break;
      }
      Set next = due.getFirst();
      timers.remove(next);
      now = now.reached(next.due()) ? now : next.due();
      next.action().run();
      settle();
    }
    now = until;
  }

  /** Time passes and nothing runs, not even what is due: as for a process that was stopped. */
  public void standStill(Duration time) {
    now = now.plus(time);
  }

  /** How many timers are set. */
  public int timers() {
    return timers.size();
  }
}
