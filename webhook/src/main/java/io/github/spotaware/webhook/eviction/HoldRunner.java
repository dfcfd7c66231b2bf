package io.github.spotaware.webhook.eviction;

import io.github.spotaware.eviction.EvictionRequest;
import io.github.spotaware.eviction.EvictionSnapshot;
import io.github.spotaware.hold.Hold;
import io.github.spotaware.hold.HoldEffect;
import io.github.spotaware.hold.HoldEvent;
import io.github.spotaware.hold.HoldView;
import io.github.spotaware.hold.Moment;
import io.github.spotaware.process.Cluster;
import io.github.spotaware.report.Reason;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.webhook.server.Caller;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one {@link Hold}: a thread of its own feeds it events one at a time and performs its
 * effects; reads and writes go on beside it, so that the deadline is kept however slow the API
 * server is. Before each event the caller is probed, so no ticket is taken for a call that no one
 * waits for.
 */
final class HoldRunner {
  private static final Logger LOG = LoggerFactory.getLogger(HoldRunner.class);

  /** How often a waiting hold looks whether its caller is still there; local, and cheap. */
  private static final Duration PROBE = Duration.ofMillis(500);

  /** A hold that has not finished by then is given up: its last read or write never came back. */
  private static final Duration LONGEST_LIFE = Duration.ofSeconds(60);

  private final EvictionRequest request;
  private final Hold hold;
  private final Caller caller;
  private final Cluster cluster;
  private final OpenHolds holds;
  private final HoldMemory memory;
  private final WorkloadWatches watches;

  private final BlockingQueue<HoldEvent> events = new LinkedBlockingQueue<>();
  private final AtomicBoolean changeQueued = new AtomicBoolean();
  private final CompletableFuture<HoldEffect.Answer> answer = new CompletableFuture<>();
  private volatile String podUid = "";
  private volatile @Nullable WorkloadSnapshot workload;
  private volatile boolean held;
  private SharedUses.@Nullable Use watch;
  private Moment wakeAt = now();
  private boolean finished;
  private boolean goneFed;

  HoldRunner(
      EvictionRequest request,
      Hold hold,
      Caller caller,
      Cluster cluster,
      OpenHolds holds,
      HoldMemory memory,
      WorkloadWatches watches) {
    this.request = request;
    this.hold = hold;
    this.caller = caller;
    this.cluster = cluster;
    this.holds = holds;
    this.memory = memory;
    this.watches = watches;
  }

  /** Starts; the future is completed with the one answer, before the hold's own clean-up. */
  CompletableFuture<HoldEffect.Answer> start() {
    Thread.ofVirtual()
        .name("hold " + request.namespace() + "/" + request.podName())
        .start(this::run);
    return answer;
  }

  /** Queues an event; changes that are queued already are not queued again. */
  void feed(HoldEvent event) {
    if (!(event instanceof HoldEvent.Changed) || changeQueued.compareAndSet(false, true)) {
      events.add(event);
    }
  }

  boolean isAbout(DeploymentRef deployment) {
    WorkloadSnapshot known = workload;
    return known != null && known.ref().equals(deployment);
  }

  boolean isConcerned(String namespace, Predicate<WorkloadSnapshot> test) {
    WorkloadSnapshot known = workload;
    return known != null && known.ref().namespace().equals(namespace) && test.test(known);
  }

  /** It is kept open, waiting. */
  boolean held() {
    return held;
  }

  String podUid() {
    return podUid;
  }

  private void run() {
    holds.add(this);
    Moment end = now().plus(LONGEST_LIFE);
    try {
      step(new HoldEvent.Begin());
      while (!finished && !now().reached(end)) {
        HoldEvent event = next();
        if (event instanceof HoldEvent.Changed) {
          changeQueued.set(false);
        }
        if (!answer.isDone() && !goneFed && caller.isGone()) {
          goneFed = true;
          step(new HoldEvent.CallerGone());
        }
        if (event != null) {
          step(event);
        } else if (now().reached(wakeAt)) {
          step(new HoldEvent.Woken());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer.completeExceptionally(e);
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("a hold failed");
      answer.completeExceptionally(e);
    } finally {
      end();
    }
  }

  private @Nullable HoldEvent next() throws InterruptedException {
    Duration wait = now().until(wakeAt);
    if (wait.compareTo(PROBE) > 0 || answer.isDone()) {
      wait = PROBE;
    }
    return events.poll(Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS);
  }

  private void step(HoldEvent event) {
    for (HoldEffect effect : hold.on(event, now())) {
      switch (effect) {
        case HoldEffect.Read read -> beside(() -> ReadEvent.of(this::read));
        case HoldEffect.Perform perform ->
            beside(() -> new HoldEvent.Written(cluster.writer().perform(perform.write())));
        case HoldEffect.TakePlace take -> takePlace();
        case HoldEffect.WakeAt wake -> wakeAt = wake.moment();
        case HoldEffect.Publish publish -> cluster.tell(publish.reports());
        case HoldEffect.Answer given -> {
          answer.complete(given);
          if (given.allowed() || given.reason() == Reason.NOT_SURGEABLE) {
            memory.forget(podUid);
          }
        }
        case HoldEffect.Finish finish -> finished = true;
      }
    }
  }

  private void takePlace() {
    held = holds.takePlace(cluster.configuration().maxConcurrentHolds());
    WorkloadSnapshot known = workload;
    if (!held) {
      feed(new HoldEvent.NoPlace());
    } else if (known != null && known.deployment().isPresent()) {
      watch = watches.use(known.ref(), known.deployment().get().selector());
    }
  }

  private void beside(Supplier<HoldEvent> work) {
    Thread.ofVirtual().name("hold-io").start(() -> events.add(work.get()));
  }

  private HoldView read() {
    WorkloadSnapshot before = workload;
    EvictionSnapshot snapshot =
        before == null
            ? Candidates.read(request, cluster)
            : Candidates.again(request, before.ref(), cluster);
    Instant now = Instant.now();
    podUid = snapshot.pod().map(pod -> pod.uid()).orElse("");
    Optional<WorkloadSnapshot> seen = snapshot.workload();
    workload = seen.orElse(null);
    return new HoldView(
        snapshot,
        seen.map(cluster::configurationFor).orElseGet(cluster::configuration),
        holds.heldPods(),
        memory.firstHeld(podUid, seen.flatMap(WorkloadSnapshot::schedule), now),
        seen.map(w -> memory.ticketUnchangedFor(w, System.nanoTime())).orElse(Duration.ZERO),
        seen.map(w -> memory.reversals(w, now)).orElse(0));
  }

  private void end() {
    holds.remove(this);
    if (held) {
      holds.leavePlace();
    }
    if (watch != null) {
      watch.close();
    }
    tellSiblings();
  }

  /** Another pod of the Deployment may have been held back in favour of this one. */
  private void tellSiblings() {
    WorkloadSnapshot known = workload;
    if (known != null) {
      holds.changed(known.ref());
    }
  }

  private static Moment now() {
    return new Moment(Instant.now(), System.nanoTime());
  }
}
