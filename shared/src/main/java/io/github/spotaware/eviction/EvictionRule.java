package io.github.spotaware.eviction;

import java.util.Optional;

/** One of the numbered rules of the eviction decision; the first that decides, decides. */
interface EvictionRule {
  Optional<EvictionDecision> decide(EvictionContext context);
}
