package io.github.spotaware.webhook.eviction;

import io.github.spotaware.hold.HoldEvent;
import io.github.spotaware.observability.Metrics;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The evictions under way in this process, and the bounded places for those that are held. */
final class OpenHolds implements WakeUps.Listener {
  /**
   * In the order of their arrival, so that what happens is told to them in the same order always.
   */
  private final Set<HoldRunner> running = Collections.synchronizedSet(new LinkedHashSet<>());

  private final AtomicInteger places = new AtomicInteger();
  private final Turns turns = new Turns();
  private final Metrics metrics;

  OpenHolds(Metrics metrics) {
    this.metrics = metrics;
  }

  void add(HoldRunner runner) {
    running.add(runner);
  }

  void remove(HoldRunner runner) {
    running.remove(runner);
  }

  /** How many calls are not finished, held or not. */
  int calls() {
    return running.size();
  }

  private List<HoldRunner> all() {
    synchronized (running) {
      return List.copyOf(running);
    }
  }

  /** Of those that are not held yet. */
  Turns turns() {
    return turns;
  }

  /** Takes one of at most so many places; false when none is free. */
  boolean takePlace(int most) {
    int before = places.getAndUpdate(taken -> taken < most ? taken + 1 : taken);
    metrics.openHolds(places.get());
    return before < most;
  }

  void leavePlace() {
    metrics.openHolds(places.decrementAndGet());
  }

  int count() {
    return places.get();
  }

  /** The pods, by UID, with evictions held here. */
  Set<String> heldPods() {
    return all().stream()
        .filter(HoldRunner::held)
        .map(HoldRunner::podUid)
        .filter(uid -> !uid.isEmpty())
        .collect(Collectors.toSet());
  }

  @Override
  public void changed(DeploymentRef deployment) {
    all().stream()
        .filter(runner -> runner.isAbout(deployment))
        .forEach(runner -> runner.feed(new HoldEvent.Changed()));
  }

  @Override
  public void changed(String namespace, Predicate<WorkloadSnapshot> concerns) {
    all().stream()
        .filter(runner -> runner.isConcerned(namespace, concerns))
        .forEach(runner -> runner.feed(new HoldEvent.Changed()));
  }

  void allChanged() {
    feedAll(new HoldEvent.Changed());
  }

  void feedAll(HoldEvent event) {
    all().forEach(runner -> runner.feed(event));
  }
}
