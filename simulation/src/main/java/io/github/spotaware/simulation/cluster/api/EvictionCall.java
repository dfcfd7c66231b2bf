package io.github.spotaware.simulation.cluster.api;

import java.util.ArrayList;
import java.util.List;

/** One eviction request while it is in the API server. */
public final class EvictionCall {
  private final EvictionRequest request;
  private final long deadline;
  private final List<Runnable> onGone = new ArrayList<>();
  private boolean gone;
  private boolean finished;

  EvictionCall(EvictionRequest request, long deadline) {
    this.request = request;
    this.deadline = deadline;
  }

  public EvictionRequest request() {
    return request;
  }

  /** When the API server ends it, in nanoseconds of virtual time. */
  public long deadline() {
    return deadline;
  }

  /** The client waits no more; whether the pod is evicted all the same is a matter of chance. */
  public void hangUp() {
    if (!gone && !finished) {
      gone = true;
      onGone.forEach(Runnable::run);
    }
  }

  /** The client has hung up. */
  public boolean gone() {
    return gone;
  }

  /** Told when the client hangs up. */
  public void onGone(Runnable action) {
    onGone.add(action);
  }

  /** It has been answered, or it ended without an answer. */
  public boolean finished() {
    return finished;
  }

  void finish() {
    finished = true;
  }
}
