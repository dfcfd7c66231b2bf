package io.github.spotaware.e2e.fault;

import io.github.spotaware.e2e.playground.PlaygroundHandle;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Kills (SIGKILL) whoever of some processes makes the n-th step of a Deployment's surge, and nobody
 * else.
 */
final class KillAtWrite implements Fault {

  /** Where a write is, when its process is killed. */
  enum Moment {
    /** It never reaches the API server. */
    BEFORE,
    /** It is stored, and its process does not learn of it. */
    AFTER
  }

  private final PlaygroundHandle playground;
  private final List<String> processes;
  private final String deployment;
  private final int number;
  private final Moment moment;
  private final AtomicInteger writes = new AtomicInteger();
  private final CompletableFuture<ApiCall> target = new CompletableFuture<>();
  private final CompletableFuture<ApiCall> killed = new CompletableFuture<>();

  /**
   * @param number of the write, from 1, counted over all these processes
   */
  KillAtWrite(
      PlaygroundHandle playground,
      List<String> processes,
      String deployment,
      int number,
      Moment moment) {
    this.playground = playground;
    this.processes = List.copyOf(processes);
    this.deployment = deployment;
    this.number = number;
    this.moment = moment;
  }

  @Override
  public Course before(ApiCall call) {
    if (!processes.contains(call.process())
        || !call.isStepOf(deployment)
        || writes.incrementAndGet() != number) {
      return Course.GO_ON;
    }
    target.complete(call);
    return moment == Moment.BEFORE ? kill(call) : Course.GO_ON;
  }

  @Override
  public Course after(ApiCall call) {
    boolean hit = moment == Moment.AFTER && target.getNow(null) == call;
    return hit ? kill(call) : Course.GO_ON;
  }

  private Course kill(ApiCall call) {
    playground.kill(call.process());
    killed.complete(call);
    return new Course.Cut();
  }

  /** The write at which its process was killed, which is gone when this completes. */
  CompletableFuture<ApiCall> killed() {
    return killed;
  }

  /** The same; empty where there has been no such write. */
  Optional<ApiCall> hit() {
    return Optional.ofNullable(killed.getNow(null));
  }
}
