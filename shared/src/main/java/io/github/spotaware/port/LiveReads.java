package io.github.spotaware.port;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.NameUse;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.workload.AutoscalerState;
import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.DisruptionBudgetState;
import io.github.spotaware.workload.NodeState;
import io.github.spotaware.workload.PodState;
import io.github.spotaware.workload.ReplicaSetState;
import io.github.spotaware.workload.ServiceEndpoints;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Live reads: GET and LIST without resourceVersion, which the API server answers from its latest
 * state. Each call begins one request and returns at once. A request takes no longer than the
 * client's request timeout; one that fails ends in a {@link ReadFailed}.
 */
public interface LiveReads {

  /**
   * The same reads, whose lists the API server may answer from its cache, as of a moment ago. A
   * live list waits until that cache has caught up, which takes up to a tenth of a second; where it
   * only chooses who is looked at, or starts what is undone again, it is not worth that. What is
   * got by name is live all the same.
   */
  default LiveReads recent() {
    return this;
  }

  CompletionStage<Optional<PodState>> pod(String namespace, String name);

  /** Those that the selector matches, terminating ones included. */
  CompletionStage<List<PodState>> pods(String namespace, LabelSelector selector);

  /** Those on a node, of all namespaces, terminating ones included. */
  CompletionStage<List<PodState>> podsOn(String node);

  CompletionStage<List<ReplicaSetState>> replicaSets(String namespace, LabelSelector selector);

  CompletionStage<Optional<DeploymentState>> deployment(DeploymentRef ref);

  /** Those whose own labels the selector matches. */
  CompletionStage<List<DeploymentState>> deployments(String namespace, LabelSelector labels);

  CompletionStage<Optional<NodeState>> node(String name);

  CompletionStage<List<NodeState>> nodes();

  CompletionStage<List<ServiceEndpoints>> endpoints(String namespace);

  CompletionStage<List<DisruptionBudgetState>> budgets(String namespace);

  /** The Deployments with a backstop of ours, in all namespaces. */
  CompletionStage<List<DeploymentRef>> backstops();

  /**
   * Where the bounds of the Deployment are written: in the HPA whose target it is or, where KEDA
   * makes that one, in the ScaledObject it is made from.
   */
  CompletionStage<Optional<AutoscalerState>> autoscaler(DeploymentRef target);

  /** Asked for only where one was seen before: KEDA may not be installed. */
  CompletionStage<Optional<AutoscalerState>> scaledObject(String namespace, String name);

  /** True also for a namespace that does not exist. */
  CompletionStage<Boolean> namespaceTerminating(String name);

  /** What stands under a name that a schedule of this Deployment may have. */
  CompletionStage<NameUse> scheduleName(String name, DeploymentRef deployment);

  /** Of these PersistentVolumeClaims, those that only one node or one pod can use. */
  CompletionStage<Set<String>> exclusiveClaims(String namespace, Set<String> claims);
}
