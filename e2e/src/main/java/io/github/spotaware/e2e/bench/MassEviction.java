package io.github.spotaware.e2e.bench;

import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import io.github.spotaware.e2e.observe.Eviction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;

/**
 * Evicts many pods at once, each as {@code kubectl drain} does: after a 429 it asks again five
 * seconds later. Unlike that it also asks again after an error.
 */
final class MassEviction {

  /** What kubectl waits. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private static final Duration BOUND = Duration.ofMinutes(15);
  private static final int NO_ANSWER = 0;

  /**
   * A pod to be evicted.
   *
   * @param deployment whose pod it is
   * @param labelled whether that is protected
   */
  record Target(String deployment, String pod, boolean labelled) {}

  /**
   * How it went.
   *
   * @param statuses of the answers, in order; 0 is none
   * @param first until the first answer
   * @param whole until the pod was let go
   */
  record Outcome(Target target, List<Integer> statuses, Duration first, Duration whole) {}

  private final String namespace;
  private final List<Drainer> drainers;
  private final BiConsumer<Drainer, Target> before;

  /**
   * @param before done at once before each first eviction
   */
  MassEviction(String namespace, List<Drainer> drainers, BiConsumer<Drainer, Target> before) {
    this.namespace = namespace;
    this.drainers = drainers;
    this.before = before;
  }

  /** Returns when all are let go; the drainers take them in turn. */
  List<Outcome> run(List<Target> targets) {
    CountDownLatch start = new CountDownLatch(1);
    Deadline deadline = Deadline.after(BOUND);
    List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
    for (int i = 0; i < targets.size(); i++) {
      Target target = targets.get(i);
      Drainer drainer = drainers.get(i % drainers.size());
      outcomes.add(
          CompletableFuture.supplyAsync(
              () -> evict(drainer, target, start, deadline), Thread::startVirtualThread));
    }
    start.countDown();
    return outcomes.stream().map(CompletableFuture::join).toList();
  }

  private Outcome evict(Drainer drainer, Target target, CountDownLatch start, Deadline deadline) {
    try {
      start.await();
      before.accept(drainer, target);
      long begin = System.nanoTime();
      List<Integer> statuses = new ArrayList<>();
      statuses.add(send(drainer, target));
      Duration first = Duration.ofNanos(System.nanoTime() - begin);
      while (!isLetGo(statuses.getLast())) {
        if (deadline.passed()) {
          throw new EnvironmentException(target + " is never let go, answers " + statuses);
        }
        Thread.sleep(PAUSE);
        statuses.add(send(drainer, target));
      }
      return new Outcome(target, statuses, first, Duration.ofNanos(System.nanoTime() - begin));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException("interrupted while evicting " + target, e);
    }
  }

  private int send(Drainer drainer, Target target) {
    try {
      return drainer.evictions().evict(Eviction.of(namespace, target.pod())).status();
    } catch (EnvironmentException _) {
      return NO_ANSWER;
    }
  }

  private static boolean isLetGo(int status) {
    return status == 201 || status == 404;
  }
}
