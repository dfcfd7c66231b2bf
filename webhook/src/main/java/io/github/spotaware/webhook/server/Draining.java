package io.github.spotaware.webhook.server;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the server is leaving, and who must be told when it does. Goes one way only. */
final class Draining {
  private static final Logger log = LoggerFactory.getLogger(Draining.class);

  private final List<Runnable> listeners = new ArrayList<>();
  private boolean begun;

  /** Has it run when draining begins; at once, if it has begun. */
  void onBegin(Runnable listener) {
    synchronized (this) {
      if (!begun) {
        listeners.add(listener);
        return;
      }
    }
    listener.run();
  }

  /**
   * Begins, and tells the listeners in their order. One that fails doesn't keep the next from
   * hearing it.
   *
   * @return false when it had begun before
   */
  boolean begin() {
    List<Runnable> told;
    synchronized (this) {
      if (begun) {
        return false;
      }
      begun = true;
      told = List.copyOf(listeners);
    }
    for (Runnable listener : told) {
      try {
        listener.run();
      } catch (RuntimeException e) {
        log.error("A listener failed to answer what it holds", e);
      }
    }
    return true;
  }

  synchronized boolean begun() {
    return begun;
  }
}
