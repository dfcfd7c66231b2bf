package io.github.spotaware.certs.plan;

import java.time.Duration;

/** Waits. Injected, so that tests do not. */
@FunctionalInterface
public interface Pauses {

  /** Really waits. */
  Pauses SLEEPING =
      duration -> {
        try {
          Thread.sleep(duration);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new CertsException("interrupted while waiting", "run the same command again");
        }
      };

  /** Returns after this time. */
  void sleep(Duration duration);
}
