package io.github.spotaware.simulation.variant;

import io.github.spotaware.port.LiveReads;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.NameUse;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.simulation.cluster.api.Mapping;
import io.github.spotaware.simulation.cluster.controller.AutoscalerController;
import io.github.spotaware.simulation.kernel.VirtualTime;
import io.github.spotaware.simulation.process.SimulatedProcess;
import io.github.spotaware.surge.DeletionCosts;
import io.github.spotaware.workload.AutoscalerState;
import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.PodState;
import io.github.spotaware.workload.ReplicaSetState;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** What the broken variants show instead of what is there. */
final class Lies {
  private Lies() {}

  /** Nothing. */
  static LiveReads none(LiveReads reads, SimulatedProcess process) {
    return reads;
  }

  /** Every controller has acted on what it shows, and no ReplicaSet has a pod too many. */
  static LiveReads settled(LiveReads reads, SimulatedProcess process) {
    return new DelegatingReads(reads) {
      @Override
      public CompletionStage<Optional<DeploymentState>> deployment(DeploymentRef ref) {
        return super.deployment(ref).thenApply(found -> found.map(Lies::observed));
      }

      @Override
      public CompletionStage<List<ReplicaSetState>> replicaSets(
          String namespace, LabelSelector selector) {
        return super.replicaSets(namespace, selector)
            .thenApply(sets -> sets.stream().map(Lies::observed).toList());
      }
    };
  }

  /**
   * Each ReplicaSet's controller has counted its pods as they are and has started all that it
   * wants, and the Deployment's has counted theirs.
   */
  static LiveReads counted(LiveReads reads, SimulatedProcess process) {
    return new DelegatingReads(reads) {
      @Override
      public CompletionStage<Optional<DeploymentState>> deployment(DeploymentRef ref) {
        return super.deployment(ref)
            .thenApply(found ->
                found.map(live ->
                    with(
                        live,
                        live.replicasWriters(),
                        live.observedGeneration(),
                        Optional.empty())));
      }

      @Override
      public CompletionStage<List<ReplicaSetState>> replicaSets(
          String namespace, LabelSelector selector) {
        return super.replicaSets(namespace, selector)
            .thenApply(sets -> {
              List<PodState> pods = process.api().reads().pods(namespace, selector);
              return sets.stream().map(set -> counted(set, pods)).toList();
            });
      }
    };
  }

  /** What was there at the last look, but for the schedule. */
  static LiveReads cached(LiveReads reads, SimulatedProcess process) {
    Map<Object, Object> last = new HashMap<>();
    return new DelegatingReads(reads) {
      @Override
      public CompletionStage<List<PodState>> pods(String namespace, LabelSelector selector) {
        return super.pods(namespace, selector)
            .thenApply(now -> before(List.of("pods", namespace, selector), now));
      }

      @Override
      public CompletionStage<List<ReplicaSetState>> replicaSets(
          String namespace, LabelSelector selector) {
        return super.replicaSets(namespace, selector)
            .thenApply(now -> before(List.of("sets", namespace, selector), now));
      }

      @Override
      public CompletionStage<Optional<DeploymentState>> deployment(DeploymentRef ref) {
        return super.deployment(ref).thenApply(now -> before(List.of("deployment", ref), now));
      }

      @SuppressWarnings("unchecked") // What was put under a key is of the key's type.
      private <T> T before(Object key, T now) {
        Object before = last.put(key, now);
        return before == null ? now : (T) before;
      }
    };
  }

  /** To the scaler, no Deployment has an HPA. */
  static LiveReads noAutoscaler(LiveReads reads, SimulatedProcess process) {
    if (!process.isScaler()) {
      return reads;
    }
    return new DelegatingReads(reads) {
      @Override
      public CompletionStage<Optional<AutoscalerState>> autoscaler(DeploymentRef target) {
        return super.autoscaler(target).thenApply(_ -> Optional.empty());
      }

      @Override
      public CompletionStage<Optional<AutoscalerState>> scaledObject(
          String namespace, String name) {
        return super.scaledObject(namespace, name).thenApply(_ -> Optional.empty());
      }
    };
  }

  /** To the scaler, a count that an HPA has set is always what that one wants. */
  static LiveReads autoscalerWants(LiveReads reads, SimulatedProcess process) {
    if (!process.isScaler()) {
      return reads;
    }
    return new DelegatingReads(reads) {
      @Override
      public CompletionStage<Optional<DeploymentState>> deployment(DeploymentRef ref) {
        return super.deployment(ref)
            .thenApply(found ->
                found.map(deployment ->
                    deployment.replicasWriters().contains(AutoscalerController.MANAGER)
                        ? with(
                            deployment,
                            Set.of("someone"),
                            deployment.observedGeneration(),
                            deployment.countedReplicas())
                        : deployment));
      }
    };
  }

  /** Each HPA is what it seems. */
  static LiveReads kedaUnknown(LiveReads reads, SimulatedProcess process) {
    return new DelegatingReads(reads) {
      @Override
      public CompletionStage<Optional<AutoscalerState>> autoscaler(DeploymentRef target) {
        return super.autoscaler(target)
            .thenApply(_ -> process.api().reads().hpa(target).map(Mapping::autoscaler));
      }
    };
  }

  /** To the scaler, no pod has the ticket: it is a surge like any other, and due. */
  static LiveReads noTicketSeen(LiveReads reads, SimulatedProcess process) {
    if (!process.isScaler()) {
      return reads;
    }
    return schedules(
        reads,
        schedule ->
            schedule.phase() == Phase.RELEASING
                ? due(schedule.in(Phase.SURGED), process.timing().now().wall())
                : schedule);
  }

  /** Each pod has been held since the surge began. */
  static LiveReads heldSinceTheSurge(LiveReads reads, SimulatedProcess process) {
    Map<String, Instant> began = new HashMap<>();
    return schedules(
        reads,
        schedule -> {
          Schedule all = schedule;
          for (Map.Entry<String, Instant> held : schedule.held().entrySet()) {
            began.merge(schedule.deploymentUid(), held.getValue(), (a, b) -> a.isBefore(b) ? a : b);
          }
          Instant first = began.get(schedule.deploymentUid());
          if (first != null) {
            for (String pod : schedule.held().keySet()) {
              all = all.withoutHeld(pod).withHeld(pod, first);
            }
          }
          return all;
        });
  }

  /** Each pod of a handoff carries our mark. */
  static LiveReads handedOffMarked(LiveReads reads, SimulatedProcess process) {
    return pods(
        reads,
        pod -> schedulesWithVictim(process, pod).isEmpty() ? pod : with(pod, pod.terminating()));
  }

  /** The same, and it terminates as soon as the count is lowered. */
  static LiveReads handedOffGone(LiveReads reads, SimulatedProcess process) {
    return pods(
        reads,
        pod -> {
          List<Schedule> naming = schedulesWithVictim(process, pod);
          boolean lowered =
              !process.isScaler()
                  && naming.stream()
                      .filter(schedule -> schedule.phase() == Phase.LOWERING)
                      .anyMatch(schedule ->
                          process
                              .api()
                              .reads()
                              .deployment(schedule.deployment())
                              .filter(live -> live.replicas() == Schedule.ORIGINAL_REPLICAS)
                              .isPresent());
          return naming.isEmpty() ? pod : with(pod, pod.terminating() || lowered);
        });
  }

  private static List<Schedule> schedulesWithVictim(SimulatedProcess process, PodState pod) {
    return process.api().reads().schedules().stream()
        .map(StoredSchedule::content)
        .filter(schedule -> schedule.victim().filter(pod.uid()::equals).isPresent())
        .toList();
  }

  private static LiveReads pods(LiveReads reads, UnaryOperator<PodState> lie) {
    return new DelegatingReads(reads) {
      @Override
      public CompletionStage<List<PodState>> pods(String namespace, LabelSelector selector) {
        return super.pods(namespace, selector).thenApply(pods -> pods.stream().map(lie).toList());
      }

      @Override
      public CompletionStage<Optional<PodState>> pod(String namespace, String name) {
        return super.pod(namespace, name).thenApply(pod -> pod.map(lie));
      }
    };
  }

  private static PodState with(PodState pod, boolean terminating) {
    return new PodState(
        pod.namespace(),
        pod.name(),
        pod.uid(),
        pod.resourceVersion(),
        pod.createdAt(),
        pod.labels(),
        pod.nodeName(),
        pod.terminal(),
        terminating,
        pod.readySince(),
        pod.controller(),
        Optional.of(DeletionCosts.OURS));
  }

  /** A schedule is about the Deployment of its name, whoever that is now. */
  static LiveReads byName(LiveReads reads, SimulatedProcess process) {
    return schedules(
        reads,
        schedule ->
            process
                .api()
                .reads()
                .deployment(schedule.deployment())
                .map(live -> withUid(schedule, live.uid()))
                .orElse(schedule));
  }

  /** The surge began before there were pods: none is older. */
  static LiveReads olderThanAllPods(LiveReads reads, SimulatedProcess process) {
    return stored(
        reads,
        read ->
            new StoredSchedule(
                read.name(),
                read.uid(),
                read.resourceVersion(),
                VirtualTime.EPOCH,
                read.content(),
                read.others()));
  }

  private static LiveReads schedules(LiveReads reads, UnaryOperator<Schedule> lie) {
    return stored(reads, read -> read.with(lie.apply(read.content())));
  }

  private static LiveReads stored(LiveReads reads, UnaryOperator<StoredSchedule> lie) {
    return new DelegatingReads(reads) {
      @Override
      public CompletionStage<NameUse> scheduleName(String name, DeploymentRef deployment) {
        return super.scheduleName(name, deployment)
            .thenApply(use ->
                use instanceof NameUse.Ours(StoredSchedule stored)
                    ? new NameUse.Ours(lie.apply(stored))
                    : use);
      }
    };
  }

  private static Schedule withUid(Schedule schedule, String uid) {
    return with(schedule, uid, schedule.scheduledTime());
  }

  private static Schedule due(Schedule schedule, Instant time) {
    return with(schedule, schedule.deploymentUid(), time);
  }

  private static Schedule with(Schedule schedule, String uid, Instant scheduledTime) {
    return new Schedule(
        schedule.deployment(),
        uid,
        schedule.phase(),
        scheduledTime,
        schedule.lastSequence(),
        schedule.ticket(),
        schedule.held(),
        schedule.trigger(),
        schedule.autoscaler(),
        schedule.costs(),
        schedule.adopted(),
        schedule.victim());
  }

  private static ReplicaSetState observed(ReplicaSetState set) {
    return new ReplicaSetState(
        set.name(),
        set.uid(),
        set.generation(),
        set.generation(),
        set.replicas() == 0 ? 0 : Integer.MAX_VALUE,
        set.replicasWritten(),
        set.countedReplicas(),
        set.countedReady(),
        set.countedAvailable(),
        set.revision(),
        set.controller());
  }

  private static ReplicaSetState counted(ReplicaSetState set, List<PodState> pods) {
    List<PodState> own = pods.stream().filter(PodState::active).filter(set::owns).toList();
    return new ReplicaSetState(
        set.name(),
        set.uid(),
        set.generation(),
        set.observedGeneration(),
        Math.min(set.replicas(), own.size()),
        set.replicasWritten(),
        own.size(),
        (int) own.stream().filter(PodState::ready).count(),
        set.countedAvailable(),
        set.revision(),
        set.controller());
  }

  private static DeploymentState observed(DeploymentState deployment) {
    return with(
        deployment,
        deployment.replicasWriters(),
        deployment.generation(),
        deployment.countedReplicas());
  }

  private static DeploymentState with(
      DeploymentState deployment,
      Set<String> replicasWriters,
      long observedGeneration,
      Optional<Integer> countedReplicas) {
    return new DeploymentState(
        deployment.namespace(),
        deployment.name(),
        deployment.uid(),
        deployment.resourceVersion(),
        deployment.labels(),
        deployment.annotations(),
        deployment.created(),
        deployment.terminating(),
        deployment.generation(),
        observedGeneration,
        deployment.replicas(),
        replicasWriters,
        deployment.selector(),
        deployment.templateLabels(),
        deployment.minReady(),
        deployment.maxUnavailable(),
        deployment.recreate(),
        deployment.replicaFailure(),
        deployment.claims(),
        deployment.usesHostPort(),
        deployment.progressDeadline(),
        deployment.revision(),
        deployment.paused(),
        deployment.progressDeadlineExceeded(),
        countedReplicas);
  }
}
