package io.github.spotaware.simulation.check;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.simulation.check.Coverage.Group;
import io.github.spotaware.simulation.cluster.controller.AutoscalerController;
import io.github.spotaware.simulation.cluster.object.ApiObject;
import io.github.spotaware.simulation.cluster.object.Autoscaler;
import io.github.spotaware.simulation.cluster.object.Deployment;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.ScaledObject;
import io.github.spotaware.simulation.cluster.store.Change;
import io.github.spotaware.surge.ProtocolWrite;
import io.github.spotaware.workload.AutoscalerState;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * While a surge says that it raised a bound, that bound is raised where it is written: an HPA that
 * lowers it all the same has not heard of it yet, or its owner has written the bound.
 */
final class FloorJudge {
  static final String PASSED_ON = "KEDA passed a raised bound on to its HPA";
  static final String RESTORED = "KEDA passed a restored bound on to its HPA";
  static final String HELD = "an HPA lowered a surge before it heard of its bound";

  private final Facts facts;
  private final Set<Key> theirs = new HashSet<>();

  FloorJudge(Facts facts) {
    this.facts = facts;
  }

  /** What was taken for someone else's edit a moment ago was this. */
  void afterWrite(ProtocolWrite write) {
    if (write instanceof ProtocolWrite.SetMinReplicas set) {
      theirs.remove(new Key(set.autoscaler().namespace(), set.autoscaler().name()));
    }
  }

  void tap(Change<? extends ApiObject<?>> change) {
    switch (change.after()) {
      case ScaledObject after -> {
        if (change.before() instanceof ScaledObject before
            && before.hpaMinReplicas() != after.hpaMinReplicas()) {
          theirs.add(after.meta().key());
        }
      }
      case Autoscaler after -> {
        if (change.before() instanceof Autoscaler before && before.floor() != after.floor()) {
          bound(before, after);
        }
      }
      case Deployment after -> {
        if (change.before() instanceof Deployment before) {
          count(before, after);
        }
      }
      default -> {
        // Nothing to do with bounds.
      }
    }
  }

  private void bound(Autoscaler before, Autoscaler after) {
    if (after.meta().owner() == null) {
      theirs.add(after.meta().key());
    } else {
      facts
          .coverage()
          .count(Group.SITUATION, before.floor() < after.floor() ? PASSED_ON : RESTORED);
    }
  }

  private void count(Deployment before, Deployment after) {
    if (before.replicas() != Schedule.SURGED_REPLICAS
        || after.replicas() != Schedule.ORIGINAL_REPLICAS
        || !after.replicasManagers().contains(AutoscalerController.MANAGER)
        || !saysRaised(after.meta().uid())
        || theirs.contains(after.meta().key())) {
      return;
    }
    facts.coverage().count(Group.SITUATION, HELD);
    if (!raised(after.ref())) {
      facts.violated(
          Invariant.BOUND_IS_RAISED,
          () -> "the HPA of " + after.ref() + " lowered a surge, and its bound was not raised");
    }
  }

  private boolean saysRaised(String deploymentUid) {
    return facts.cluster().reads().schedules().stream()
        .map(stored -> stored.content())
        .filter(schedule -> schedule.deploymentUid().equals(deploymentUid))
        .filter(FloorJudge::isRaised)
        .anyMatch(schedule -> schedule.autoscaler().isPresent());
  }

  /** A release by max-hold may come once the surge is being undone. */
  private static boolean isRaised(Schedule schedule) {
    return schedule.phase() == Phase.SURGED
        || schedule.ticket().filter(ticket -> ticket.origin() == Phase.SURGED).isPresent();
  }

  private boolean raised(DeploymentRef ref) {
    Optional<AutoscalerState> live = facts.cluster().reads().autoscaler(ref);
    return live.isEmpty() || live.get().minReplicas().orElse(0) >= Schedule.SURGED_REPLICAS;
  }
}
