package io.github.spotaware.simulation.cluster.controller;

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
  NAMESPACE_CONTROLLER("namespace-controller");

  private final String text;

  Component(String text) {
    this.text = text;
  }

  /** The name of its watches' observer, and of the actor in traces. */
  public String text() {
    return text;
  }
}
