package io.github.spotaware.simulation.check;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.hold.HoldEffect;
import io.github.spotaware.report.Reason;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.simulation.cluster.Cluster;
import io.github.spotaware.simulation.cluster.api.EvictionCall;
import io.github.spotaware.simulation.cluster.api.Mapping;
import io.github.spotaware.simulation.cluster.object.ApiObject;
import io.github.spotaware.simulation.cluster.object.ConfigMap;
import io.github.spotaware.simulation.cluster.object.Deployment;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Node;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.cluster.object.ReplicaSet;
import io.github.spotaware.simulation.cluster.store.Change;
import io.github.spotaware.simulation.cluster.store.ChangeType;
import io.github.spotaware.simulation.kernel.VirtualTime;
import io.github.spotaware.surge.ProtocolWrite;
import io.github.spotaware.workload.FieldManagers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks the invariants as things happen, by ground truth; the first that does not hold ends the
 * run. What the contract excludes is excluded here by name, and counted.
 */
public final class Judge implements Observer {
  /** No decision rests on reads older than this when its answer arrives. */
  private static final long READS_BEFORE_ANSWER = 3 * VirtualTime.SECOND;

  /**
   * A raise may be decided on a schedule that was read so long ago; what it raises is read last.
   */
  private static final long READS_MAY_TAKE = 60 * VirtualTime.SECOND;

  /** What a watch has not shown for so long may not be known yet. */
  private static final long UNSEEN = 15 * VirtualTime.SECOND;

  /** Marks are set this long before they are needed, and a watch may lag. */
  private static final long TO_SEE_A_DOOMED_NODE = 15 * VirtualTime.SECOND;

  /** First-held times are cut to seconds, and clocks may differ by {@link #MOST_SKEW} each way. */
  private static final Duration MOST_SKEW = Duration.ofSeconds(5);

  /** Who asks so much later is another drain, and the surge of the first one may have ended. */
  private static final long ANOTHER_DRAIN = 45 * VirtualTime.SECOND;

  /** Another pod's ticket, a client that asks every 20 s, and the call itself. */
  private static final Duration AFTER_MAX_HOLD = Duration.ofSeconds(120);

  private record Answered(HoldEffect.Answer answer, long nanos) {}

  private record Lowering(long nanos, Set<String> doomedNodes) {}

  private final Cluster cluster;
  private final Configuration configuration;
  private final Coverage coverage;
  private final VirtualTime time;
  private final Disturbances disturbances = new Disturbances();
  private final Map<EvictionCall, List<Answered>> answers = new IdentityHashMap<>();
  private final Map<String, Long> firstAsked = new HashMap<>();
  private final Map<String, Long> askedSince = new HashMap<>();
  private final Map<String, Long> lastAsked = new HashMap<>();
  private final Map<String, Long> lastSurging = new HashMap<>();
  private final Map<String, Long> lastLowering = new HashMap<>();
  private final Map<DeploymentRef, Lowering> lowerings = new HashMap<>();
  private final Map<String, Long> doomedSince = new LinkedHashMap<>();
  private boolean outOfScope;
  private long spoiled = -READS_MAY_TAKE;
  private long quietSince = Long.MAX_VALUE;
  private @Nullable Violation violation;

  public Judge(Cluster cluster, Configuration configuration, Coverage coverage) {
    this.cluster = cluster;
    this.configuration = configuration;
    this.coverage = coverage;
    this.time = cluster.time();
  }

  /** The first one; null while all holds. */
  public @Nullable Violation violation() {
    return violation;
  }

  /** Notes that an invariant did not hold. */
  public void violated(Invariant invariant, Supplier<String> what) {
    if (violation == null) {
      violation = new Violation(invariant, what.get(), time.nanos());
    }
  }

  /**
   * The scope changed for every process, sooner or later.
   *
   * @param out no Deployment is in it any more
   */
  public void scopeChanged(boolean out) {
    outOfScope = out;
    for (Deployment deployment : cluster.store().list(Kind.DEPLOYMENT)) {
      disturbances.protectionChanged(deployment.ref(), time.nanos());
    }
  }

  /** Begins to look. */
  public void watch() {
    cluster.store().tap(this::tap);
    cluster.evictions().onEvicted(this::evicted);
    cluster
        .api()
        .pods()
        .onDeletion((pod, by) -> {
          switch (by) {
            case EVICTION -> {
              // Told by the eviction handler, with its call.
            }
            case REPLICA_SET -> reaped(pod);
            case SOMEONE -> deletedBySomeone(pod);
          }
        });
  }

  /** From now on nothing disturbs, so that holds must end. */
  public void quiet() {
    quietSince = time.nanos();
  }

  /** A client was answered 429. */
  public void turnedAway(Pod pod) {
    long since = Math.max(quietSince, askedSince.getOrDefault(pod.meta().uid(), time.nanos()));
    Duration held = Duration.ofNanos(time.nanos() - since);
    Duration most = configuration.maxHold().plus(AFTER_MAX_HOLD);
    if (quietSince != Long.MAX_VALUE && held.compareTo(most) > 0) {
      violated(
          Invariant.HOLD_ENDS,
          () ->
              "the eviction of "
                  + pod.meta().name()
                  + " is held for "
                  + held.toSeconds()
                  + " s, and max-hold is "
                  + configuration.maxHold().toSeconds()
                  + " s");
    }
  }

  private void tap(Change<? extends ApiObject<?>> change) {
    disturbances.tap(change, time.nanos());
    if (change.after() instanceof Node after) {
      node(change, after.meta().name());
    }
    if (change.after() instanceof ConfigMap schedule) {
      Optional<StoredSchedule> readable = Mapping.schedule(schedule);
      if (readable.isEmpty() && schedule.meta().labels().containsKey(Mapping.MANAGED_BY)) {
        spoiled = time.nanos();
      }
      readable
          .filter(stored -> stored.content().phase() == Phase.LOWERING)
          .ifPresent(stored -> lastLowering.put(stored.content().deploymentUid(), time.nanos()));
      readable.ifPresent(stored -> lastSurging.put(stored.content().deploymentUid(), time.nanos()));
    }
    if (change.after() instanceof Pod after
        && Disturbances.failsByItself((Pod) change.before(), after)) {
      coverage.fault(Fault.POD_CRASH);
      Deployment owner = owner(after);
      if (owner != null) {
        disturbances.disturbed(owner.ref(), time.nanos());
      }
    }
  }

  /** A pod was deleted by neither an eviction nor its ReplicaSet. */
  public void deletedBySomeone(Pod pod) {
    Deployment owner = owner(pod);
    if (owner != null) {
      disturbances.disturbed(owner.ref(), time.nanos());
    }
  }

  /** An eviction is asked for. */
  public void asked(String podUid) {
    long now = time.nanos();
    firstAsked.putIfAbsent(podUid, now);
    if (now - lastAsked.getOrDefault(podUid, -ANOTHER_DRAIN) >= ANOTHER_DRAIN) {
      askedSince.put(podUid, now);
    }
    lastAsked.put(podUid, now);
  }

  @Override
  public void answered(EvictionCall call, String webhook, HoldEffect.Answer answer) {
    coverage.answer(answer.allowed(), answer.reason());
    answers
        .computeIfAbsent(call, key -> new ArrayList<>(2))
        .add(new Answered(answer, time.nanos()));
    cluster
        .api()
        .trace()
        .say(
            webhook,
            () ->
                (answer.allowed() ? "allows " : "denies ")
                    + call.request().pod().name()
                    + ", "
                    + answer.reason().text()
                    + ": "
                    + answer.message());
  }

  @Override
  public void webhookFailed(EvictionCall call, String webhook) {
    // Counted as a fault; what follows from it is judged at the delete.
  }

  @Override
  public void failed(String process, Throwable failure) {
    violated(Invariant.SOUND_CODE, () -> process + ": " + failure);
  }

  /** The eviction handler has just deleted a pod. */
  public void evicted(EvictionCall call, Pod pod) {
    List<Answered> given = answers.getOrDefault(call, List.of());
    Deployment deployment = owner(pod);
    if (deployment == null) {
      return;
    }
    boolean lastOne =
        cluster.truth().serving(deployment.ref(), taints()).isEmpty()
            && served(pod, deployment)
            && isProtected(deployment);
    if (given.isEmpty()) {
      disturbances.disturbed(deployment.ref(), time.nanos());
      coverage.situation("no webhook answered in time, so a pod went");
      return;
    }
    if (given.getFirst().answer().reason() == Reason.EVICTION_ALLOWED && isRollingOut(deployment)) {
      coverage.situation("released in the middle of a rollout");
    }
    boolean unproven = given.stream().anyMatch(one -> one.answer().reason() == Reason.API_ERROR);
    if (unproven) {
      disturbances.disturbed(deployment.ref(), time.nanos());
    }
    if (!isProtected(deployment)) {
      disturbances.disturbed(deployment.ref(), time.nanos());
    }
    if (!lastOne) {
      return;
    }
    for (Answered one : given) {
      if (isExcluded(one, pod)) {
        return;
      }
    }
    long reads = given.getFirst().nanos() - READS_BEFORE_ANSWER;
    if (disturbances.loweredSince(deployment.ref(), reads)
        && isRollingOut(deployment)
        && someoneIsReady(deployment)) {
      coverage.situation("a rollout took the replacement for one that no Service lists yet");
      return;
    }
    if (disturbances.since(deployment.ref(), reads)) {
      coverage.situation("something else happened between an allow and its delete");
      return;
    }
    violated(
        Invariant.SERVING_POD_LEFT,
        () ->
            "the eviction of "
                + pod.meta().name()
                + " was allowed ("
                + given.getFirst().answer().reason().text()
                + ": "
                + given.getFirst().answer().message()
                + "), and no pod of "
                + deployment.ref()
                + " serves");
  }

  /** What a rollout counts: it does not look at Services (deployment/rolling.go). */
  private boolean someoneIsReady(Deployment deployment) {
    return cluster.truth().pods(deployment.ref()).stream()
        .anyMatch(pod ->
            pod.active()
                && pod.available(deployment.minReadySeconds(), time.nanos())
                && cluster.truth().onLiveNode(pod, taints()));
  }

  /** Reasons for which the contract itself lets the last pod go. */
  private boolean isExcluded(Answered one, Pod pod) {
    return switch (one.answer().reason()) {
      case EVICTION_HOLD_EXPIRED -> {
        Duration held =
            Duration.ofNanos(one.nanos() - firstAsked.getOrDefault(pod.meta().uid(), one.nanos()));
        Duration least = configuration.maxHold().minus(MOST_SKEW.multipliedBy(2)).minusSeconds(1);
        if (held.compareTo(least) < 0) {
          violated(
              Invariant.HOLD_LASTS,
              () ->
                  "the eviction of "
                      + pod.meta().name()
                      + " was let go by max-hold ("
                      + configuration.maxHold().toSeconds()
                      + " s) after "
                      + held.toSeconds()
                      + " s");
        }
        coverage.situation("max-hold let a last pod go");
        yield true;
      }
      case NOT_SURGEABLE -> {
        coverage.situation("unsurgeable, so a last pod went");
        yield true;
      }
      case API_ERROR -> {
        coverage.situation("it could not be shown to be protected, so a last pod went");
        yield true;
      }
      case NOT_READY -> true;
      default -> false;
    };
  }

  private static long servesSince(Pod pod, Deployment deployment) {
    return pod.readySince() + deployment.minReadySeconds() * VirtualTime.SECOND;
  }

  /** It served until now. */
  private boolean served(Pod pod, Deployment deployment) {
    return pod.active()
        && pod.available(deployment.minReadySeconds(), time.nanos())
        && cluster.truth().onLiveNode(pod, taints())
        && cluster.truth().listed(pod, cluster.truth().pods(deployment.ref()));
  }

  private boolean isProtected(Deployment deployment) {
    return !outOfScope
        && wantsOneOrSurges(deployment)
        && !deployment.meta().terminating()
        && !cluster.reads().namespaceTerminating(deployment.meta().namespace())
        && configuration.protectedLabels().matches(deployment.meta().labels())
        && !disturbances.protectionChangedSince(deployment.ref(), time.nanos() - UNSEEN);
  }

  private static boolean wantsOneOrSurges(Deployment deployment) {
    return deployment.replicas() == Schedule.ORIGINAL_REPLICAS
        || (deployment.replicas() == Schedule.SURGED_REPLICAS
            && FieldManagers.OURS.containsAll(deployment.replicasManagers()));
  }

  /** The ReplicaSet controller has just deleted a surplus pod. */
  public void reaped(Pod pod) {
    Deployment deployment = owner(pod);
    Lowering lowering = deployment == null ? null : lowerings.get(deployment.ref());
    if (deployment == null
        || lowering == null
        || deployment.replicas() != Schedule.ORIGINAL_REPLICAS
        || !FieldManagers.OURS.containsAll(deployment.replicasManagers())
        || isRollingOut(deployment)
        || !pod.template().equals(deployment.template())
        || !served(pod, deployment)
        || servesSince(pod, deployment) > lowering.nanos() - READS_BEFORE_ANSWER
        || disturbances.since(deployment.ref(), lowering.nanos() - READS_BEFORE_ANSWER)) {
      return;
    }
    List<Pod> serving = cluster.truth().serving(deployment.ref(), taints());
    if (serving.isEmpty()) {
      violated(
          Invariant.RIGHT_POD_KEPT,
          () -> "the scale-down took " + pod.meta().name() + ", the last serving pod");
    } else if (!lowering.doomedNodes().contains(pod.node())
        && serving.stream().allMatch(left -> lowering.doomedNodes().contains(left.node()))) {
      violated(
          Invariant.RIGHT_POD_KEPT,
          () ->
              "the scale-down took "
                  + pod.meta().name()
                  + " on node "
                  + pod.node()
                  + ", which stays, and left a pod on a node that goes away");
    }
  }

  private boolean isRollingOut(Deployment deployment) {
    int inUse = 0;
    for (ReplicaSet set : cluster.store().list(Kind.REPLICA_SET)) {
      if (set.meta().ownedBy(deployment.meta().uid())
          && (set.replicas() > 0 || set.status().replicas() > 0)) {
        inUse++;
      }
    }
    return inUse > 1;
  }

  @Override
  public void beforeWrite(String process, ProtocolWrite write) {
    if (write instanceof ProtocolWrite.SetReplicas set) {
      Deployment live = cluster.store().get(Kind.DEPLOYMENT, Key.of(set.deployment().ref()));
      pendingBefore = live;
    }
  }

  private @Nullable Deployment pendingBefore;

  @Override
  public void afterWrite(String process, ProtocolWrite write) {
    switch (write) {
      case ProtocolWrite.SetReplicas set -> replicasSet(process, set);
      case ProtocolWrite.CreateSchedule create -> onlyOne(process, create);
      default -> {
        // Judged by what comes of it.
      }
    }
  }

  private void replicasSet(String process, ProtocolWrite.SetReplicas set) {
    Deployment before = pendingBefore;
    if (before == null) {
      return;
    }
    boolean theirs =
        set.replicas() == Schedule.ORIGINAL_REPLICAS
            ? before.replicas() != Schedule.SURGED_REPLICAS
                || !FieldManagers.OURS.containsAll(before.replicasManagers())
            : before.replicas() != Schedule.ORIGINAL_REPLICAS;
    if (theirs) {
      violated(
          Invariant.COUNT_IS_OWNERS,
          () ->
              process
                  + " set "
                  + before.ref()
                  + " to "
                  + set.replicas()
                  + " over "
                  + before.replicas()
                  + " by "
                  + before.replicasManagers());
    }
    Map<String, Long> last =
        set.replicas() == Schedule.SURGED_REPLICAS ? lastSurging : lastLowering;
    boolean under =
        isUnder(set, before.meta().uid())
            || time.nanos() - last.getOrDefault(before.meta().uid(), -READS_MAY_TAKE)
                < READS_MAY_TAKE;
    if (!under) {
      violated(
          Invariant.ONE_SURGE,
          () ->
              process
                  + " set "
                  + before.ref()
                  + " to "
                  + set.replicas()
                  + " under no schedule of it");
    }
    if (set.replicas() == Schedule.ORIGINAL_REPLICAS) {
      lowerings.put(before.ref(), new Lowering(time.nanos(), doomedNodes()));
    }
  }

  /** There is a schedule of it in the phase in which this is written. */
  private boolean isUnder(ProtocolWrite.SetReplicas set, String deploymentUid) {
    return schedulesOf(deploymentUid).stream()
        .map(stored -> stored.content().phase())
        .anyMatch(phase -> set.replicas() == Schedule.SURGED_REPLICAS || phase == Phase.LOWERING);
  }

  /** The nodes that everyone has had the time to see as doomed. */
  private Set<String> doomedNodes() {
    Set<String> doomed = new LinkedHashSet<>();
    doomedSince.forEach((node, since) -> {
      if (since < time.nanos() - TO_SEE_A_DOOMED_NODE) {
        doomed.add(node);
      }
    });
    return doomed;
  }

  private void node(Change<? extends ApiObject<?>> change, String name) {
    boolean doomed =
        change.type() != ChangeType.DELETED
            && cluster.reads().node(name).filter(n -> n.health(taints()).doomed()).isPresent();
    if (doomed) {
      doomedSince.putIfAbsent(name, time.nanos());
    } else {
      doomedSince.remove(name);
    }
  }

  private void onlyOne(String process, ProtocolWrite.CreateSchedule create) {
    String uid = create.content().deploymentUid();
    boolean spoiledOfLate = time.nanos() - spoiled < READS_MAY_TAKE;
    if (schedulesOf(uid).size() > 1 && !spoiledOfLate) {
      violated(
          Invariant.ONE_SURGE,
          () -> process + " began a second surge of " + create.content().deployment());
    }
  }

  private List<StoredSchedule> schedulesOf(String deploymentUid) {
    return cluster.reads().schedules().stream()
        .filter(stored -> stored.content().deploymentUid().equals(deploymentUid))
        .toList();
  }

  private Set<String> taints() {
    return configuration.disruptionTaints();
  }

  private @Nullable Deployment owner(Pod pod) {
    if (pod.meta().owner() == null) {
      return null;
    }
    ReplicaSet set =
        cluster
            .store()
            .get(Kind.REPLICA_SET, new Key(pod.meta().namespace(), pod.meta().owner().name()));
    if (set == null || set.meta().owner() == null) {
      return null;
    }
    Deployment deployment =
        cluster
            .store()
            .get(Kind.DEPLOYMENT, new Key(pod.meta().namespace(), set.meta().owner().name()));
    return deployment != null && set.meta().ownedBy(deployment.meta().uid()) ? deployment : null;
  }
}
