package io.github.spotaware.reconcile;

import java.time.Instant;
import java.util.Optional;

/** How a pass over one Deployment ended. */
public sealed interface Pass {

  /** Nothing to do until something changes, or until this time. */
  record Waits(Optional<Instant> until) implements Pass {}

  /** Try again, later and later. */
  record Failed(String message) implements Pass {}
}
