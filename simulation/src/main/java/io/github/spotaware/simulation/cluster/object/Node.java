package io.github.spotaware.simulation.cluster.object;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A Node.
 *
 * @param ready the condition {@code Ready} is {@code True}
 * @param capacity how many pods it takes
 */
public record Node(
    Meta meta, boolean unschedulable, boolean ready, List<Taint> taints, int capacity)
    implements ApiObject<Node> {

  @Override
  public Kind<Node> kind() {
    return Kind.NODE;
  }

  @Override
  public Node with(Meta newMeta) {
    return new Node(newMeta, unschedulable, ready, taints, capacity);
  }

  public Node cordoned(boolean newUnschedulable) {
    return new Node(meta, newUnschedulable, ready, taints, capacity);
  }

  public Node ready(boolean newReady) {
    return new Node(meta, unschedulable, newReady, taints, capacity);
  }

  public Node tainted(Taint taint) {
    if (taints.contains(taint)) {
      return this;
    }
    List<Taint> more = new ArrayList<>(taints);
    more.add(taint);
    return new Node(meta, unschedulable, ready, Collections.unmodifiableList(more), capacity);
  }

  /** Without any taint of this key. */
  public Node untainted(String key) {
    List<Taint> fewer = new ArrayList<>(taints);
    fewer.removeIf(taint -> taint.key().equals(key));
    return fewer.size() == taints.size()
        ? this
        : new Node(meta, unschedulable, ready, Collections.unmodifiableList(fewer), capacity);
  }

  /** A new pod may be put here. */
  public boolean schedulable() {
    if (unschedulable) {
      return false;
    }
    for (Taint taint : taints) {
      if (taint.effect() != Taint.Effect.PREFER_NO_SCHEDULE) {
        return false;
      }
    }
    return true;
  }

  public boolean hasTaint(String key) {
    for (Taint taint : taints) {
      if (taint.key().equals(key)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean sameSpec(Node before) {
    return unschedulable == before.unschedulable && taints.equals(before.taints);
  }

  @Override
  public String summary() {
    return (ready ? "Ready" : "not Ready")
        + (unschedulable ? ", unschedulable" : "")
        + (meta.terminating() ? ", terminating" : "")
        + (taints.isEmpty() ? "" : ", taints " + taints);
  }
}
