package io.github.spotaware.e2e.bench;

import io.github.spotaware.e2e.controlplane.ResidentMemory;
import java.time.Duration;

/**
 * One start.
 *
 * @param ready from the start until the readiness probe succeeds
 * @param memory three seconds later
 */
record StartSample(Duration ready, ResidentMemory memory) {}
