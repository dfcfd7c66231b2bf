package io.github.spotaware.testing;

import io.github.spotaware.workload.OwnerReference;
import io.github.spotaware.workload.PodState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Builds a PodState: scheduled, Ready for an hour, owned by ReplicaSet web-1. */
public final class Pods {
  private final String name;
  private String uid;
  private String resourceVersion = "1";
  private Instant createdAt = Workloads.LONG_AGO;
  private Map<String, String> labels = Map.of("app", "web");
  private Optional<String> node;
  private boolean terminal;
  private boolean terminating;
  private Optional<Instant> readySince = Optional.of(Workloads.NOW.minus(Duration.ofHours(1)));
  private Optional<OwnerReference> controller =
      Optional.of(new OwnerReference("ReplicaSet", "web-1", "uid-web-1"));
  private Optional<String> cost = Optional.empty();

  private Pods(String name) {
    this.name = name;
    this.uid = uidOf(name);
    this.node = Optional.of("node-of-" + name);
  }

  public static Pods pod(String name) {
    return new Pods(name);
  }

  /** The same pod, to be changed. */
  public static Pods like(PodState pod) {
    Pods copy = new Pods(pod.name());
    copy.uid = pod.uid();
    copy.resourceVersion = pod.resourceVersion();
    copy.createdAt = pod.createdAt();
    copy.labels = pod.labels();
    copy.node = pod.nodeName();
    copy.terminal = pod.terminal();
    copy.terminating = pod.terminating();
    copy.readySince = pod.readySince();
    copy.controller = pod.controller();
    copy.cost = pod.deletionCost();
    return copy;
  }

  public static String uidOf(String name) {
    return "uid-" + name;
  }

  public Pods uid(String value) {
    uid = value;
    return this;
  }

  public Pods createdAt(Instant value) {
    createdAt = value;
    return this;
  }

  public Pods version(String value) {
    resourceVersion = value;
    return this;
  }

  public Pods labels(Map<String, String> value) {
    labels = value;
    return this;
  }

  public Pods on(String value) {
    node = Optional.of(value);
    return this;
  }

  public Pods pending() {
    node = Optional.empty();
    return notReady();
  }

  public Pods notReady() {
    readySince = Optional.empty();
    return this;
  }

  public Pods readyFor(Duration time) {
    return readySince(Workloads.NOW.minus(time));
  }

  public Pods readySince(Instant time) {
    readySince = Optional.of(time);
    return this;
  }

  public Pods terminal() {
    terminal = true;
    return notReady();
  }

  public Pods terminating() {
    terminating = true;
    return this;
  }

  public Pods of(String replicaSet) {
    return controller(new OwnerReference("ReplicaSet", replicaSet, "uid-" + replicaSet));
  }

  public Pods controller(OwnerReference value) {
    controller = Optional.of(value);
    return this;
  }

  public Pods orphan() {
    controller = Optional.empty();
    return this;
  }

  public Pods cost(Optional<String> value) {
    cost = value;
    return this;
  }

  public Pods cost(String value) {
    return cost(Optional.of(value));
  }

  public PodState build() {
    return new PodState(
        Workloads.NAMESPACE,
        name,
        uid,
        resourceVersion,
        createdAt,
        labels,
        node,
        terminal,
        terminating,
        readySince,
        controller,
        cost);
  }
}
