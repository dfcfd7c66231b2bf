package io.github.spotaware.simulation.cluster.controller;

import java.util.Arrays;
import java.util.List;

/** What runs beside the API server; each has its own watches and its own pace. */
public enum Component {
  DEPLOYMENT_CONTROLLER("deployment-controller"),
  REPLICA_SET_CONTROLLER("replicaset-controller"),
  SCHEDULER("scheduler"),
  KUBELETS("kubelets"),
  ENDPOINT_SLICE_CONTROLLER("endpointslice-controller"),
  DISRUPTION_CONTROLLER("disruption-controller"),
  AUTOSCALER_CONTROLLER("hpa-controller"),
  NODE_LIFECYCLE_CONTROLLER("node-lifecycle"),
  TAINT_EVICTION_CONTROLLER("taint-eviction"),
  POD_GC("pod-gc"),
  GARBAGE_COLLECTOR("garbage-collector"),
  NAMESPACE_CONTROLLER("namespace-controller"),

  /** Only in a cluster where KEDA is installed. */
  KEDA_OPERATOR("keda-operator");

  private final String text;

  Component(String text) {
    this.text = text;
  }

  /** Those that every cluster has. */
  public static List<Component> ofKubernetes() {
    return Arrays.stream(values()).filter(component -> component != KEDA_OPERATOR).toList();
  }

  /** The name of its watches' observer, and of the actor in traces. */
  public String text() {
    return text;
  }
}
