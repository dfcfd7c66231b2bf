package io.github.spotaware.testing;

import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.workload.DeploymentState;
import io.github.spotaware.workload.FieldManagers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds the DeploymentState of the protected Deployment web, which wants one replica. */
public final class Deployments {
  private String namespace = Workloads.NAMESPACE;
  private String uid = Workloads.DEPLOYMENT_UID;
  private String resourceVersion = "1";
  private Map<String, String> labels = Map.of("spot-aware", "enabled");
  private Instant created = Workloads.NOW.minus(Duration.ofDays(1));
  private boolean terminating;
  private long generation = 1;
  private long observedGeneration = 1;
  private int replicas = 1;
  private Set<String> writers = Set.of("kubectl");
  private Duration minReady = Duration.ZERO;
  private int maxUnavailable;
  private boolean recreate;
  private Optional<String> replicaFailure = Optional.empty();
  private Set<String> claims = Set.of();
  private boolean hostPort;
  private long revision;
  private boolean paused;
  private boolean rolloutFailed;
  private Optional<Integer> countedReplicas = Optional.empty();

  private Deployments() {}

  public static Deployments web() {
    return new Deployments();
  }

  /** Its controller's status says that there are so many pods. */
  public Deployments counted(int pods) {
    countedReplicas = Optional.of(pods);
    return this;
  }

  /** At 2 replicas, by our hand. */
  public static Deployments surgedWeb() {
    return web().replicas(2, FieldManagers.WEBHOOK);
  }

  /** The same Deployment, to be changed. */
  public static Deployments like(DeploymentState deployment) {
    Deployments copy = new Deployments();
    copy.namespace = deployment.namespace();
    copy.uid = deployment.uid();
    copy.resourceVersion = deployment.resourceVersion();
    copy.labels = deployment.labels();
    copy.created = deployment.created();
    copy.terminating = deployment.terminating();
    copy.generation = deployment.generation();
    copy.observedGeneration = deployment.observedGeneration();
    copy.replicas = deployment.replicas();
    copy.writers = deployment.replicasWriters();
    copy.minReady = deployment.minReady();
    copy.maxUnavailable = deployment.maxUnavailable();
    copy.recreate = deployment.recreate();
    copy.replicaFailure = deployment.replicaFailure();
    copy.claims = deployment.claims();
    copy.hostPort = deployment.usesHostPort();
    copy.revision = deployment.revision();
    copy.paused = deployment.paused();
    copy.rolloutFailed = deployment.progressDeadlineExceeded();
    return copy;
  }

  public Deployments namespace(String value) {
    namespace = value;
    return this;
  }

  public Deployments uid(String value) {
    uid = value;
    return this;
  }

  public Deployments version(String value) {
    resourceVersion = value;
    return this;
  }

  public Deployments unlabelled() {
    labels = Map.of();
    return this;
  }

  public Deployments terminating() {
    terminating = true;
    return this;
  }

  public Deployments generation(long wanted, long observed) {
    generation = wanted;
    observedGeneration = observed;
    return this;
  }

  public Deployments replicas(int value, String... writtenBy) {
    replicas = value;
    writers = Set.of(writtenBy);
    return this;
  }

  public Deployments created(Instant value) {
    created = value;
    return this;
  }

  public Deployments minReady(Duration value) {
    minReady = value;
    return this;
  }

  public Deployments maxUnavailable(int value) {
    maxUnavailable = value;
    return this;
  }

  public Deployments recreate() {
    recreate = true;
    return this;
  }

  public Deployments replicaFailure(String message) {
    replicaFailure = Optional.of(message);
    return this;
  }

  public Deployments claim(String name) {
    claims = Set.of(name);
    return this;
  }

  public Deployments hostPort() {
    hostPort = true;
    return this;
  }

  public Deployments revision(long value) {
    revision = value;
    return this;
  }

  public Deployments paused() {
    paused = true;
    return this;
  }

  /** Its progress deadline is exceeded. */
  public Deployments rolloutFailed() {
    rolloutFailed = true;
    return this;
  }

  public DeploymentState build() {
    return new DeploymentState(
        namespace,
        Workloads.DEPLOYMENT,
        uid,
        resourceVersion,
        labels,
        Map.of(),
        created,
        terminating,
        generation,
        observedGeneration,
        replicas,
        writers,
        LabelSelector.parse("app=web"),
        Map.of("app", "web"),
        minReady,
        maxUnavailable,
        recreate,
        replicaFailure,
        claims,
        hostPort,
        Duration.ofMinutes(10),
        revision,
        paused,
        rolloutFailed,
        countedReplicas);
  }
}
