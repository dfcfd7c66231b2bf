package io.github.spotaware.simulation.cluster;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.surge.ProtocolWrite;
import io.github.spotaware.surge.WriteOutcome;
import io.github.spotaware.workload.AutoscalerState;
import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.PodState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An API server as {@link ApiContract} asks for it: the model, or a real one behind the production
 * adapter. Each method returns once its effect can be read.
 */
interface ApiUnderTest {
  /** A Deployment with one replica, by manager {@code creator}, labelled {@code watched=yes}. */
  DeploymentRef createDeployment(String name);

  void deleteDeployment(DeploymentRef ref);

  void scale(DeploymentRef ref, int replicas, String manager);

  void scaleByApply(DeploymentRef ref, int replicas, String manager);

  /** Null removes it. */
  void label(DeploymentRef ref, String name, @Nullable String value);

  Optional<DeploymentState> deployment(DeploymentRef ref);

  /** The Deployment's one pod, once there is one. */
  PodState pod(DeploymentRef ref);

  AutoscalerState createAutoscaler(DeploymentRef ref, int minReplicas, int maxReplicas);

  AutoscalerState autoscaler(DeploymentRef ref);

  WriteOutcome perform(ProtocolWrite write, String manager);

  /** A schedule's ConfigMap; empty where there is none. */
  Optional<Map<String, String>> scheduleData(String name);

  /** What a watch selecting {@code watched=yes} has told since its list, as "TYPE NAME". */
  List<String> watchedEvents();
}
