package io.github.spotaware.eviction;

import io.github.spotaware.report.Reason;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.surge.Handoff;
import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.PodState;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.util.Optional;

/**
 * Rule 2: the pod is not found, finished or terminating, or its UID is not the one asked for; or
 * its Deployment or namespace is terminating. The webhook is called before the API server looks the
 * pod up (registry/core/pod/storage/eviction.go), so it sees all of these.
 */
final class PodGone implements EvictionRule {
  @Override
  public Optional<EvictionDecision> decide(EvictionContext context) {
    return why(context)
        .map(message ->
            EvictionDecision.Allow.because(
                isHandedOff(context) ? Reason.EVICTION_ALLOWED : Reason.POD_GONE, message));
  }

  /** A scale-down that is still under way has taken it: that is how a handoff releases. */
  private static boolean isHandedOff(EvictionContext context) {
    return context.snapshot().pod().filter(PodState::terminating).isPresent()
        && context
            .snapshot()
            .workload()
            .flatMap(WorkloadSnapshot::schedule)
            .filter(stored -> stored.content().phase() == Phase.LOWERING)
            .filter(stored -> Handoff.isVictim(stored.content(), context.pod()))
            .isPresent();
  }

  private static Optional<String> why(EvictionContext context) {
    String name = "pod " + context.request().podName();
    if (context.snapshot().pod().isEmpty()) {
      return Optional.of(name + " does not exist");
    }
    PodState pod = context.pod();
    if (pod.terminal()) {
      return Optional.of(name + " has finished");
    }
    if (pod.terminating()) {
      return Optional.of(name + " is terminating already");
    }
    if (context.request().preconditionUid().filter(uid -> !uid.equals(pod.uid())).isPresent()) {
      return Optional.of(name + " is another one than asked for, by UID");
    }
    if (context.snapshot().workload().filter(w -> w.namespaceTerminating()).isPresent()) {
      return Optional.of("namespace " + pod.namespace() + " is terminating");
    }
    return context
        .snapshot()
        .workload()
        .flatMap(workload -> workload.deployment())
        .filter(DeploymentState::terminating)
        .map(deployment -> "Deployment " + deployment.name() + " is terminating");
  }
}
