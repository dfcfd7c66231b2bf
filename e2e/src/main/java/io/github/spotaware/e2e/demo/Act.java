package io.github.spotaware.e2e.demo;

import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import io.github.spotaware.e2e.observe.AuditEvents;
import io.github.spotaware.e2e.observe.AuditLog;
import io.github.spotaware.e2e.observe.CommandResult;
import io.github.spotaware.e2e.observe.ServingWatch;
import io.github.spotaware.e2e.observe.Workload;
import io.github.spotaware.e2e.observe.Workloads;
import io.github.spotaware.schedule.DeploymentRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Something that happens to the Deployments of one namespace: they are deployed, then it begins,
 * and from then on all is told.
 */
final class Act implements AutoCloseable {

  private static final Duration SERVING_BOUND = Duration.ofSeconds(60);
  private static final Duration DRAIN_BOUND = Duration.ofSeconds(90);

  /** An eviction that is held puts the scale-down off to a minute ahead. */
  private static final Duration CALM_BOUND = Duration.ofSeconds(120);

  private final Show show;
  private final Workloads workloads;
  private final AuditLog audit;
  private final EventSource events;
  private final List<ServingWatch> watches = new ArrayList<>();
  private final List<Subject> subjects = new ArrayList<>();
  private Optional<Timeline> timeline = Optional.empty();

  private Act(Show show, String namespace) {
    this.show = show;
    this.workloads = new Workloads(show.client(), namespace);
    workloads.createNamespace();
    this.audit = AuditLog.fromNow(show.playground().auditLog());
    this.events = new EventSource(show.client(), namespace);
  }

  /** In a new namespace of this name. */
  static Act in(Show show, String namespace) {
    return new Act(show, namespace);
  }

  Workloads workloads() {
    return workloads;
  }

  /** Deploys it; returns when its pod serves. */
  Subject deploy(Workload workload) {
    return serving(start(workload));
  }

  /** A Deployment that is made. */
  record Started(String name, ServingWatch watch) {}

  /** Makes the Deployment, and does not wait for its pod. */
  Started start(Workload workload) {
    ServingWatch watch = workloads.watch(workload);
    watches.add(watch);
    workloads.create(workload);
    return new Started(workload.name(), watch);
  }

  /** Waits until its pod serves. */
  Subject serving(Started started) {
    String name = started.name();
    workloads.awaitAvailable(name, 1);
    started.watch().awaitServing(1, SERVING_BOUND);
    Subject subject =
        new Subject(
            name, workloads.podName(name), workloads.node(name), workloads, started.watch());
    subjects.add(subject);
    show.say("%s runs on %s, with one replica: %s".formatted(name, subject.node(), subject.pod()));
    return subject;
  }

  /** From now on all is told, and all counts. */
  void begin() {
    Instant start = Instant.now();
    subjects.forEach(subject -> subject.watch().markStart());
    TimelinePrinter printer =
        new TimelinePrinter(start, show.out(), show.drains().actor().length());
    show.audience().begins(start);
    Timeline begun = new Timeline(start, printer.andThen(show.audience()));
    timeline = Optional.of(begun);
    for (Subject subject : subjects) {
      begun.add(new PodSource(subject.name(), subject.watch()));
      DeploymentRef deployment = new DeploymentRef(workloads.namespace(), subject.name());
      begun.add(new AuditSource(audit, deployment, show.drains().actor()));
    }
    begun.add(events);
  }

  /** Another source of the timeline, which has begun. */
  void add(Supplier<List<Happening>> source) {
    timeline.ifPresent(begun -> begun.add(source));
  }

  /** Someone does something that no source tells of. */
  void tell(String actor, String what) {
    timeline.ifPresent(begun -> begun.now(actor, what));
  }

  /** The demo itself does something. */
  void tell(String what) {
    tell("demo", what);
  }

  /**
   * Drains the node, and tells of it.
   *
   * @throws EnvironmentException when that failed
   */
  CommandResult drain(String node) {
    return show.drains()
        .drain(node, DRAIN_BOUND, line -> tell(show.drains().actor(), line))
        .orThrow();
  }

  /** As {@link #drain}, while other things are done. */
  Drain startDrain(String node) {
    return new Drain(CompletableFuture.supplyAsync(() -> drain(node), Thread::startVirtualThread));
  }

  /** One that is under way. */
  record Drain(CompletableFuture<CommandResult> result) {

    boolean isDone() {
      return result.isDone();
    }

    /**
     * Waits for its end.
     *
     * @throws EnvironmentException when it failed
     */
    CommandResult join() {
      try {
        return result.join();
      } catch (CompletionException e) {
        throw e.getCause() instanceof EnvironmentException known ? known : e;
      }
    }
  }

  /** Lets time pass that is part of what happens. */
  static void letPass(Duration time) {
    Deadline end = Deadline.after(time);
    Await.until("time to pass", Deadline.after(time.plusSeconds(5)), end::passed);
  }

  /** Waits until the surge of each Deployment is over; goes on without, where one does not end. */
  void awaitCalm() {
    for (Subject subject : subjects) {
      try {
        workloads.awaitBackAtOne(subject.name(), CALM_BOUND);
      } catch (EnvironmentException e) {
        tell("gives up waiting for " + subject.name() + " to be back at one replica");
      }
    }
  }

  /** What the API server has answered since the act was opened. */
  AuditEvents audit() {
    return audit.events();
  }

  /** Makes room for another act: its Deployments go, all nodes take pods. */
  void clear() {
    endStory(); // that its pods go now is no part of it
    workloads.uncordonAll();
    workloads.deleteNamespace();
  }

  private void endStory() {
    timeline.ifPresent(Timeline::close);
    timeline = Optional.empty();
  }

  /** Tells what is left to tell; what was deployed stays. */
  @Override
  public void close() {
    endStory();
    events.close();
    watches.forEach(ServingWatch::close);
  }
}
