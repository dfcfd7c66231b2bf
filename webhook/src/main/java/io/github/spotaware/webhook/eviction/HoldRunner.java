package io.github.spotaware.webhook.eviction;

import io.github.spotaware.eviction.EvictionRequest;
import io.github.spotaware.eviction.EvictionSnapshot;
import io.github.spotaware.hold.Hold;
import io.github.spotaware.hold.HoldEffect;
import io.github.spotaware.hold.HoldEvent;
import io.github.spotaware.hold.HoldView;
import io.github.spotaware.hold.Moment;
import io.github.spotaware.port.ClusterPort;
import io.github.spotaware.port.ReadFailed;
import io.github.spotaware.port.Serial;
import io.github.spotaware.port.Timing;
import io.github.spotaware.reading.EvictionReader;
import io.github.spotaware.reconcile.Writes;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.webhook.server.Caller;
import io.github.spotaware.workload.PodState;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one {@link Hold}: feeds it events one at a time and performs its effects; reads and writes
 * go on beside it, so that the deadline is kept however slow the API server is. Before each event
 * the caller is probed, so no ticket is taken for a call that no one waits for.
 */
final class HoldRunner {
  private static final Logger LOG = LoggerFactory.getLogger(HoldRunner.class);

  /** How often a waiting hold looks whether its caller is still there; local, and cheap. */
  private static final Duration PROBE = Duration.ofMillis(500);

  /**
   * Whose turn has not come by then is told to ask again: the API server's time for the call may
   * have begun seconds before it came here, and at its end lets everything through.
   */
  static final Duration LONGEST_IN_LINE = Duration.ofSeconds(3);

  /** A hold that has not finished by then is given up: its last read or write never came back. */
  private static final Duration LONGEST_LIFE = Duration.ofSeconds(60);

  private final EvictionRequest request;
  private final Hold hold;
  private final Caller caller;
  private final ClusterPort cluster;
  private final OpenHolds holds;
  private final HoldMemory memory;
  private final WakeUps wakeUps;
  private final EvictionReader reader;
  private final Serial inOrder;
  private final Turns.Turn turn;

  private final AtomicBoolean changeQueued = new AtomicBoolean();
  private final CompletableFuture<HoldEffect.Answer> answer = new CompletableFuture<>();
  private volatile String podUid = "";
  private volatile List<DeploymentRef> candidates = List.of();
  private volatile @Nullable WorkloadSnapshot workload;
  private volatile boolean held;

  // From here on: touched in order only.
  private WakeUps.@Nullable Use use;
  private Timing.@Nullable Timer timer;
  private Moment wakeAt;
  private final Moment end;
  private boolean finished;
  private boolean goneFed;

  HoldRunner(
      EvictionRequest request,
      Hold hold,
      Caller caller,
      ClusterPort cluster,
      OpenHolds holds,
      HoldMemory memory,
      WakeUps wakeUps) {
    this.request = request;
    this.hold = hold;
    this.caller = caller;
    this.cluster = cluster;
    this.holds = holds;
    this.memory = memory;
    this.wakeUps = wakeUps;
    this.reader = new EvictionReader(cluster.reads(), cluster.watched());
    this.inOrder = new Serial(cluster.timing());
    this.turn = holds.turns().turn();
    this.wakeAt = now();
    this.end = wakeAt.plus(LONGEST_LIFE);
  }

  /** Starts; the future is completed with the one answer, before the hold's own clean-up. */
  CompletableFuture<HoldEffect.Answer> start() {
    holds.add(this);
    inOrder.execute(() -> happens(new HoldEvent.Begin()));
    return answer;
  }

  /** Queues an event; changes that are queued already are not queued again. */
  void feed(HoldEvent event) {
    if (!(event instanceof HoldEvent.Changed)) {
      inOrder.execute(() -> happens(event));
    } else if (changeQueued.compareAndSet(false, true)) {
      inOrder.execute(() -> {
        changeQueued.set(false);
        happens(event);
      });
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

  private void happens(HoldEvent event) {
    orEnd(() -> {
      probe();
      step(event);
    });
  }

  private void timePasses() {
    orEnd(() -> {
      probe();
      if (now().reached(end)) {
        LOG.atWarn().log("a read or write of a hold never came back");
        finished = true;
      } else if (now().reached(wakeAt)) {
        step(new HoldEvent.Woken());
      }
    });
  }

  /** A hold that fails must not leave its caller, its place and its watches behind. */
  private void orEnd(Runnable happening) {
    if (finished) {
      return;
    }
    try {
      happening.run();
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("a hold failed");
      answer.completeExceptionally(e);
      finished = true;
    }
    if (timer != null) {
      timer.cancel();
    }
    if (finished) {
      end();
    } else {
      timer = cluster.timing().after(untilNextLook(), () -> inOrder.execute(this::timePasses));
    }
  }

  private Duration untilNextLook() {
    Duration wait = now().until(wakeAt);
    return answer.isDone() || wait.compareTo(PROBE) > 0 ? PROBE : wait;
  }

  private void probe() {
    if (!answer.isDone() && !goneFed && caller.isGone()) {
      goneFed = true;
      step(new HoldEvent.CallerGone());
    }
  }

  private void step(HoldEvent event) {
    for (HoldEffect effect : hold.on(event, now())) {
      switch (effect) {
        case HoldEffect.Read read -> read();
        case HoldEffect.Perform perform ->
            Writes.perform(cluster, perform.write())
                .thenAccept(outcome -> feed(new HoldEvent.Written(outcome)));
        case HoldEffect.TakePlace take -> takePlace();
        case HoldEffect.WakeAt wake -> wakeAt = wake.moment();
        case HoldEffect.Publish publish -> cluster.tell(publish.reports());
        case HoldEffect.Answer given -> {
          turn.close();
          answer.complete(given);
          memory.answered(podUid, given.allowed(), given.reason());
          if (given.allowed() && !request.dryRun()) {
            memory.letGo(podUid, now().nanos());
          }
        }
        case HoldEffect.Finish finish -> finished = true;
      }
    }
  }

  private void takePlace() {
    turn.close();
    held = holds.takePlace(cluster.configuration().maxConcurrentHolds());
    WorkloadSnapshot known = workload;
    if (!held) {
      feed(new HoldEvent.NoPlace());
    } else if (known != null && known.deployment().isPresent()) {
      use = wakeUps.use(known.ref(), known.deployment().get().selector());
    }
  }

  private void read() {
    if (!cluster.watched().configured()) {
      feed(
          new HoldEvent.ReadFailed(
              "the configuration is not read yet, or not anew", mayBeProtected()));
      return;
    }
    WorkloadSnapshot before = workload;
    CompletionStage<EvictionSnapshot> stage =
        before == null
            ? reader.first(request, cluster.configuration(), this::myTurn)
            : reader.again(request, before.ref(), cluster.configuration());
    var _ =
        stage
            .handle((snapshot, failure) ->
                failure == null ? new HoldEvent.Seen(view(snapshot)) : failed(failure))
            .exceptionally(this::failed)
            .thenAccept(this::feed);
  }

  /**
   * By what was known before this process stood still. That it is slow to read anew is its own
   * trouble, not the API server's: many evictions at once may be why it stood still.
   */
  private boolean mayBeProtected() {
    return cluster.watched().namespaces().contains(request.namespace());
  }

  /**
   * Those in line wait as those with a place do: so there are at most as many. Who has a place
   * already, because its first read failed, has given its turn away and needs none.
   */
  private CompletionStage<Void> myTurn(PodState pod, List<DeploymentRef> refs) {
    podUid = pod.uid();
    candidates = refs;
    if (held) {
      return CompletableFuture.completedFuture(null);
    }
    CompletionStage<Void> begin =
        turn.await(cluster.configuration().maxConcurrentHolds(), cluster.watched().isSurging(refs));
    if (!begin.toCompletableFuture().isDone()) {
      Timing.Timer patience = cluster.timing().after(LONGEST_IN_LINE, turn::leaveLine);
      begin.whenComplete((_, _) -> patience.cancel());
    }
    return begin;
  }

  private HoldEvent failed(Throwable failure) {
    if (Turns.isNoTurn(failure)) {
      memory.crowdedOut(request, podUid, candidates, now().nanos());
      return new HoldEvent.NoTurn();
    }
    return new HoldEvent.ReadFailed(ReadFailed.words(failure), ReadFailed.isOfProtected(failure));
  }

  private HoldView view(EvictionSnapshot snapshot) {
    Moment now = now();
    podUid = snapshot.pod().map(PodState::uid).orElse("");
    Optional<WorkloadSnapshot> seen = snapshot.workload();
    workload = seen.orElse(null);
    return new HoldView(
        snapshot,
        seen.map(cluster::configurationFor).orElseGet(cluster::configuration),
        holds.heldPods(),
        memory.letGo(now.nanos()),
        memory.firstHeld(request, podUid, seen.flatMap(WorkloadSnapshot::schedule), now.wall()),
        seen.map(w -> memory.ticketUnchangedFor(w, now.nanos())).orElse(Duration.ZERO),
        seen.map(w -> memory.reversals(w, now.wall())).orElse(0));
  }

  private void end() {
    holds.remove(this);
    turn.close();
    if (held) {
      holds.leavePlace();
    }
    if (use != null) {
      use.close();
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

  private Moment now() {
    return cluster.timing().now();
  }
}
