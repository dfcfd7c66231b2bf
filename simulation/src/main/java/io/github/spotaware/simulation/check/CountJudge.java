package io.github.spotaware.simulation.check;

import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.simulation.cluster.api.Mapping;
import io.github.spotaware.simulation.cluster.controller.AutoscalerController;
import io.github.spotaware.simulation.cluster.object.ConfigMap;
import io.github.spotaware.simulation.cluster.object.Deployment;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.kernel.VirtualTime;
import io.github.spotaware.surge.ProtocolWrite;
import io.github.spotaware.workload.FieldManagers;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whose count it is, and under which schedule we write it. */
final class CountJudge {
  /**
   * A raise may be decided on a schedule that was read so long ago; what it raises is read last.
   */
  private static final long READS_MAY_TAKE = 60 * VirtualTime.SECOND;

  private final Facts facts;
  private final ScaleDownJudge scaleDowns;
  private final Map<String, Long> lastSurging = new HashMap<>();
  private final Map<String, Long> lastLowering = new HashMap<>();
  private final Map<String, Long> lastFloorRaised = new HashMap<>();
  private long spoiled = -READS_MAY_TAKE;
  private @Nullable Deployment pendingBefore;

  CountJudge(Facts facts, ScaleDownJudge scaleDowns) {
    this.facts = facts;
    this.scaleDowns = scaleDowns;
  }

  /** A schedule, ours or what someone made of one, was written or deleted. */
  void schedule(ConfigMap schedule) {
    Optional<StoredSchedule> readable = Mapping.schedule(schedule);
    if (readable.isEmpty() && schedule.meta().labels().containsKey(Mapping.MANAGED_BY)) {
      spoiled = facts.nanos();
    }
    readable
        .filter(stored -> stored.content().phase() == Phase.LOWERING)
        .ifPresent(stored -> lastLowering.put(stored.content().deploymentUid(), facts.nanos()));
    readable
        .filter(stored -> stored.content().autoscaler().isPresent())
        .ifPresent(stored -> lastFloorRaised.put(stored.content().deploymentUid(), facts.nanos()));
    readable.ifPresent(stored -> lastSurging.put(stored.content().deploymentUid(), facts.nanos()));
  }

  void beforeWrite(ProtocolWrite write) {
    if (write instanceof ProtocolWrite.SetReplicas set) {
      pendingBefore = facts.cluster().store().get(Kind.DEPLOYMENT, Key.of(set.deployment().ref()));
    }
  }

  void afterWrite(String process, ProtocolWrite write) {
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
            ? before.replicas() != Schedule.SURGED_REPLICAS || !isSurges(before)
            : before.replicas() != Schedule.ORIGINAL_REPLICAS;
    if (theirs) {
      facts.violated(
          Invariant.COUNT_IS_OWNERS,
          () ->
              written(process, set)
                  + " over "
                  + before.replicas()
                  + " by "
                  + before.replicasManagers());
    }
    Map<String, Long> last =
        set.replicas() == Schedule.SURGED_REPLICAS ? lastSurging : lastLowering;
    boolean under =
        isUnder(set, before.meta().uid())
            || facts.nanos() - last.getOrDefault(before.meta().uid(), -READS_MAY_TAKE)
                < READS_MAY_TAKE;
    if (!under) {
      facts.violated(Invariant.ONE_SURGE, () -> written(process, set) + " under no schedule of it");
    }
    if (set.replicas() == Schedule.ORIGINAL_REPLICAS) {
      scaleDowns.lowered(before.ref());
    }
  }

  /** Only a 2 that a surge has made is kept, and only while there is one. */
  void kept(String webhook, Deployment before) {
    if (!isStored(before)) {
      return; // it is decided anew over what is stored now
    }
    boolean ours = before.replicas() == Schedule.SURGED_REPLICAS && isSurges(before);
    boolean surging =
        !schedulesOf(before.meta().uid()).isEmpty()
            || facts.nanos() - lastSurging.getOrDefault(before.meta().uid(), -READS_MAY_TAKE)
                < READS_MAY_TAKE
            || facts.nanos() - spoiled < READS_MAY_TAKE;
    if (!ours || !surging) {
      facts.violated(
          Invariant.COUNT_IS_OWNERS,
          () ->
              webhook
                  + " kept the "
                  + before.replicas()
                  + " of "
                  + before.ref()
                  + " by "
                  + before.replicasManagers()
                  + (surging ? "" : ", which does not surge"));
    }
  }

  /** By what it has read the webhook let a 1 through: no surge of it is open. */
  void passed(String webhook, Deployment before) {
    boolean open =
        isStored(before)
            && isSurges(before)
            && facts.isProtected(before)
            && schedulesOf(before.meta().uid()).stream()
                .filter(stored -> stored.content().phase() != Phase.CANCELLING)
                .anyMatch(stored ->
                    stored
                        .createdAt()
                        .isBefore(VirtualTime.EPOCH.plusNanos(facts.nanos() - READS_MAY_TAKE)))
            && facts.nanos() - spoiled >= READS_MAY_TAKE;
    if (open) {
      facts.violated(
          Invariant.SURGE_IS_GUARDED, () -> webhook + " let a 1 through for " + before.ref());
    }
  }

  /** The count is one that we wrote, or an HPA to whose floor a surge had a reason to raise it. */
  private boolean isSurges(Deployment deployment) {
    Set<String> writers = new HashSet<>(deployment.replicasManagers());
    writers.removeAll(FieldManagers.OURS);
    String uid = deployment.meta().uid();
    boolean floorRaised =
        schedulesOf(uid).stream().anyMatch(stored -> stored.content().autoscaler().isPresent())
            || facts.nanos() - lastFloorRaised.getOrDefault(uid, -READS_MAY_TAKE) < READS_MAY_TAKE;
    return writers.isEmpty()
        || (floorRaised && writers.equals(Set.of(AutoscalerController.MANAGER)));
  }

  private boolean isStored(Deployment read) {
    Deployment now = facts.cluster().store().get(Kind.DEPLOYMENT, Key.of(read.ref()));
    return now != null && now.meta().resourceVersion() == read.meta().resourceVersion();
  }

  private static String written(String process, ProtocolWrite.SetReplicas set) {
    return process + " set " + set.deployment().ref() + " to " + set.replicas();
  }

  /** There is a schedule of it in the phase in which this is written. */
  private boolean isUnder(ProtocolWrite.SetReplicas set, String deploymentUid) {
    return schedulesOf(deploymentUid).stream()
        .map(stored -> stored.content().phase())
        .anyMatch(phase -> set.replicas() == Schedule.SURGED_REPLICAS || phase == Phase.LOWERING);
  }

  private void onlyOne(String process, ProtocolWrite.CreateSchedule create) {
    String uid = create.content().deploymentUid();
    boolean spoiledOfLate = facts.nanos() - spoiled < READS_MAY_TAKE;
    if (schedulesOf(uid).size() > 1 && !spoiledOfLate) {
      facts.violated(
          Invariant.ONE_SURGE,
          () -> process + " began a second surge of " + create.content().deployment());
    }
  }

  private List<StoredSchedule> schedulesOf(String deploymentUid) {
    return facts.cluster().reads().schedules().stream()
        .filter(stored -> stored.content().deploymentUid().equals(deploymentUid))
        .toList();
  }
}
