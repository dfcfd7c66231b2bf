package io.github.spotaware.simulation.cluster.object;

/** The kinds of objects that the API server keeps. */
public final class Kind<T extends ApiObject<T>> {
  public static final Kind<Deployment> DEPLOYMENT = new Kind<>(0, "Deployment", "d");
  public static final Kind<ReplicaSet> REPLICA_SET = new Kind<>(1, "ReplicaSet", "rs");
  public static final Kind<Pod> POD = new Kind<>(2, "Pod", "p");
  public static final Kind<Node> NODE = new Kind<>(3, "Node", "n");
  public static final Kind<Service> SERVICE = new Kind<>(4, "Service", "s");
  public static final Kind<EndpointSlice> ENDPOINT_SLICE = new Kind<>(5, "EndpointSlice", "es");
  public static final Kind<DisruptionBudget> DISRUPTION_BUDGET =
      new Kind<>(6, "PodDisruptionBudget", "pdb");
  public static final Kind<Autoscaler> AUTOSCALER = new Kind<>(7, "HorizontalPodAutoscaler", "hpa");
  public static final Kind<ConfigMap> CONFIG_MAP = new Kind<>(8, "ConfigMap", "cm");
  public static final Kind<Lease> LEASE = new Kind<>(9, "Lease", "l");
  public static final Kind<Namespace> NAMESPACE = new Kind<>(10, "Namespace", "ns");
  public static final Kind<ScaledObject> SCALED_OBJECT = new Kind<>(11, "ScaledObject", "so");

  /** Of which the model knows nothing but that they are there. */
  public static final Kind<OtherObject> OTHER = new Kind<>(12, "Other", "o");

  /** How many kinds there are. */
  public static final int COUNT = 13;

  private final int ordinal;
  private final String name;
  private final String prefix;

  private Kind(int ordinal, String name, String prefix) {
    this.ordinal = ordinal;
    this.name = name;
    this.prefix = prefix;
  }

  /** From 0 to one below {@link #COUNT}. */
  public int ordinal() {
    return ordinal;
  }

  /** With which the UIDs of its objects begin. */
  public String prefix() {
    return prefix;
  }

  /** As in {@code kind:}. */
  @Override
  public String toString() {
    return name;
  }
}
