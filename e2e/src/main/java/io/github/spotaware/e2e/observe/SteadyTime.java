package io.github.spotaware.e2e.observe;

import java.time.Instant;

/** Wall time that never jumps: read once, and counted on from there. */
final class SteadyTime {
  private final Instant started = Instant.now();
  private final long startedNanos = System.nanoTime();

  Instant now() {
    return started.plusNanos(System.nanoTime() - startedNanos);
  }
}
