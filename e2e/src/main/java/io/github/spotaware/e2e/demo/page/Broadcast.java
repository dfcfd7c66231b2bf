package io.github.spotaware.e2e.demo.page;

import io.github.spotaware.e2e.controlplane.Deadline;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * The state, and those who wait for its next version. A reader that is slow misses versions, and
 * holds up nobody.
 */
final class Broadcast {

  /**
   * A version of the state.
   *
   * @param version higher than that of each earlier one
   */
  record Version(long version, PageState state) {
    boolean isLast() {
      return state.story().isOver();
    }
  }

  private Version current;

  Broadcast(PageState start) {
    current = new Version(1, start);
  }

  synchronized void change(UnaryOperator<PageState> change) {
    PageState next = change.apply(current.state());
    if (next != current.state()) {
      current = new Version(current.version() + 1, next);
      notifyAll();
    }
  }

  /**
   * Waits for a version later than {@code known}, at most until {@code latest}, and in any case
   * until {@code earliest}, unless that version is the last; then gives the current one.
   */
  synchronized Version after(long known, Deadline earliest, Deadline latest)
      throws InterruptedException {
    while (!current.isLast() && !(earliest.passed() && isNews(known, latest))) {
      Deadline next = earliest.passed() ? latest : earliest;
      TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, next.left().toNanos()));
    }
    return current;
  }

  private boolean isNews(long known, Deadline latest) {
    return current.version() > known || latest.passed();
  }
}
