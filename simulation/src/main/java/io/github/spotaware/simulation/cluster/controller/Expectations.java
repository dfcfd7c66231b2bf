package io.github.spotaware.simulation.cluster.controller;

import io.github.spotaware.simulation.kernel.VirtualTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a ReplicaSet controller waits to see of its own creations and deletions before it counts
 * pods again (controller_utils.go, UIDTrackingControllerExpectations): otherwise it would create or
 * delete twice on a stale cache. After five minutes it waits no more.
 */
final class Expectations {
  static final long TIMEOUT = 300 * VirtualTime.SECOND;

  private static final class Expected {
    int creations;
    final Set<String> deletions = new HashSet<>();
    long since;
  }

  private final Map<String, Expected> byOwner = new HashMap<>();

  boolean satisfied(String owner, long now) {
    Expected expected = byOwner.get(owner);
    return expected == null
        || (expected.creations <= 0 && expected.deletions.isEmpty())
        || now - expected.since > TIMEOUT;
  }

  void expectCreations(String owner, int count, long now) {
    Expected expected = fresh(owner, now);
    expected.creations = count;
  }

  void expectDeletion(String owner, String pod, long now) {
    Expected expected = byOwner.get(owner);
    if (expected == null || expected.deletions.isEmpty()) {
      expected = fresh(owner, now);
    }
    expected.deletions.add(pod);
  }

  /** Seen, or it failed and will never be seen. */
  void creationOver(String owner) {
    Expected expected = byOwner.get(owner);
    if (expected != null) {
      expected.creations--;
    }
  }

  /** Seen, or it failed and will never be seen. */
  void deletionOver(String owner, String pod) {
    Expected expected = byOwner.get(owner);
    if (expected != null) {
      expected.deletions.remove(pod);
    }
  }

  void forget(String owner) {
    byOwner.remove(owner);
  }

  private Expected fresh(String owner, long now) {
    Expected expected = new Expected();
    expected.since = now;
    byOwner.put(owner, expected);
    return expected;
  }
}
