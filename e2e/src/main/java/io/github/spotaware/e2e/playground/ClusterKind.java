package io.github.spotaware.e2e.playground;

/** What answers as the cluster. */
public enum ClusterKind {
  /** kube-apiserver, its controllers and its scheduler, built from Go modules; kwok as kubelets. */
  REAL,

  /** The embedded cluster, in Java. */
  SANDBOX
}
