package io.github.spotaware.e2e.observe;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.ScheduleData;
import io.github.spotaware.schedule.ScheduleName;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The Deployments of one namespace: makes them, waits for them, and looks at their pods and
 * schedules. Every wait is a watch with a bound of {@value #BOUND_SECONDS} seconds, except where
 * another is given, and fails with {@link EnvironmentException} when it is over.
 */
public final class Workloads {

  static final int BOUND_SECONDS = 60;

  private static final Duration BOUND = Duration.ofSeconds(BOUND_SECONDS);
  private static final String SCHEDULES = "spot-scaling";

  private final KubernetesClient client;
  private final String namespace;

  /** Those of this namespace, whether it exists yet or not. */
  public Workloads(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /** Whose Deployments these are. */
  public String namespace() {
    return namespace;
  }

  /** Makes the namespace. */
  public void createNamespace() {
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
  }

  /** Deletes the namespace and its Deployments, and returns when it has no pods. */
  public void deleteNamespace() {
    client.apps().deployments().inNamespace(namespace).delete();
    client.pods().inNamespace(namespace).delete();
    client.namespaces().withName(namespace).delete();
    Await.until(
        "the pods of namespace " + namespace + " to go",
        Deadline.after(BOUND),
        Duration.ofMillis(250),
        () -> client.pods().inNamespace(namespace).list().getItems().isEmpty());
  }

  /** Makes it; does not wait. */
  public void create(Workload workload) {
    workload.service(namespace).ifPresent(service -> client.resource(service).create());
    workload.budget(namespace).ifPresent(budget -> client.resource(budget).create());
    client.resource(workload.deployment(namespace)).create();
  }

  /** Makes it and returns when all its pods are available. */
  public void deploy(Workload workload) {
    create(workload);
    awaitAvailable(workload.name(), workload.wantedReplicas());
  }

  /**
   * Waits until the Deployment has exactly so many pods, all available and of its last template.
   */
  public void awaitAvailable(String name, int count) {
    await(
        name + " to have " + count + " available pods",
        deployments(name),
        BOUND,
        deployment -> deployment != null && isAvailable(deployment, count));
  }

  private static boolean isAvailable(Deployment deployment, int count) {
    var status = deployment.getStatus();
    return Objects.equals(status.getObservedGeneration(), deployment.getMetadata().getGeneration())
        && deployment.getSpec().getReplicas() == count
        && orZero(status.getReplicas()) == count
        && orZero(status.getUpdatedReplicas()) == count
        && orZero(status.getAvailableReplicas()) == count;
  }

  /** Waits until the Deployment wants so many pods. */
  public void awaitReplicas(String name, int count) {
    await(
        name + " to want " + count + " replicas",
        deployments(name),
        BOUND,
        deployment -> deployment != null && deployment.getSpec().getReplicas() == count);
  }

  /** Waits until a schedule of the Deployment holds; says what it awaits as {@code what}. */
  public void awaitSchedule(String name, String what, Predicate<Schedule> condition) {
    await(
        name + "'s schedule to be " + what,
        scheduleObject(name),
        BOUND,
        object -> parse(object).filter(condition).isPresent());
  }

  /** Waits until the surge is over: no schedule, one replica, one available pod. */
  public void awaitBackAtOne(String name, Duration bound) {
    await(name + "'s schedule to go", scheduleObject(name), bound, Objects::isNull);
    awaitAvailable(name, 1);
  }

  /** The Deployment as it is now. */
  public Deployment deployment(String name) {
    return Objects.requireNonNull(deployments(name).get(), () -> "there is no Deployment " + name);
  }

  /** There is no Deployment of this name any more. */
  public boolean isGone(String name) {
    return deployments(name).get() == null;
  }

  /** How many pods the Deployment wants now. */
  public int replicas(String name) {
    return deployment(name).getSpec().getReplicas();
  }

  /** Sets how many pods it wants, as {@code kubectl scale} does. */
  public void scale(String name, int count) {
    deployments(name).scale(count);
  }

  /** Its schedule as it is now; one that can't be read is an error. */
  public Optional<Schedule> schedule(String name) {
    return parse(scheduleObject(name).get());
  }

  /** The pods of the Deployment that are neither terminating nor ended, the oldest first. */
  public List<Pod> pods(String name) {
    Map<String, String> selector = deployment(name).getSpec().getSelector().getMatchLabels();
    return client.pods().inNamespace(namespace).withLabels(selector).list().getItems().stream()
        .filter(pod -> PodStage.of(pod, PodStage.PENDING).isActive())
        .sorted(Comparator.comparing(pod -> pod.getMetadata().getCreationTimestamp()))
        .toList();
  }

  /** The only active pod of the Deployment. */
  public Pod pod(String name) {
    List<Pod> pods = pods(name);
    if (pods.size() != 1) {
      throw new EnvironmentException(
          name
              + " has not one pod but "
              + pods.stream().map(p -> p.getMetadata().getName()).toList());
    }
    return pods.getFirst();
  }

  /** The name of the only Ready one among its active pods: a surge may have made another. */
  public String readyPodName(String name) {
    List<String> ready =
        pods(name).stream()
            .filter(pod -> PodStage.of(pod, PodStage.PENDING) == PodStage.SERVING)
            .map(pod -> pod.getMetadata().getName())
            .toList();
    if (ready.size() != 1) {
      throw new EnvironmentException(name + " has not one Ready pod but " + ready);
    }
    return ready.getFirst();
  }

  /** The name of the only active pod of the Deployment. */
  public String podName(String name) {
    return pod(name).getMetadata().getName();
  }

  /** The node of the only active pod of the Deployment. */
  public String node(String name) {
    return pod(name).getSpec().getNodeName();
  }

  /** Starts to watch the pods of the Deployment. */
  public ServingWatch watch(Workload workload) {
    return ServingWatch.start(client, namespace, workload.selector());
  }

  /** The same, where the API server is going to be away. */
  public ServingWatch watchOverOutages(Workload workload) {
    return ServingWatch.startOverOutages(client, namespace, workload.selector());
  }

  /** Makes the node schedulable, or not, whatever else has changed of it. */
  public void setUnschedulable(String node, boolean unschedulable) {
    client
        .nodes()
        .withName(node)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"spec\":{\"unschedulable\":%s}}".formatted(unschedulable ? "true" : "null"));
  }

  /** Makes every node schedulable again. */
  public void uncordonAll() {
    for (Node node : client.nodes().list().getItems()) {
      if (Boolean.TRUE.equals(node.getSpec().getUnschedulable())) {
        setUnschedulable(node.getMetadata().getName(), false);
      }
    }
  }

  private RollableScalableResource<Deployment> deployments(String name) {
    return client.apps().deployments().inNamespace(namespace).withName(name);
  }

  private Resource<ConfigMap> scheduleObject(String name) {
    return client
        .configMaps()
        .inNamespace(SCHEDULES)
        .withName(ScheduleName.of(new DeploymentRef(namespace, name)));
  }

  private static Optional<Schedule> parse(@Nullable ConfigMap object) {
    return Optional.ofNullable(object).map(found -> ScheduleData.read(found.getData()));
  }

  private static <T> void await(
      String what, Resource<T> resource, Duration bound, Predicate<@Nullable T> condition) {
    try {
      var _ = resource.waitUntilCondition(condition::test, bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (KubernetesClientException e) {
      throw new EnvironmentException(
          "gave up waiting for " + what + "; it is now: " + resource.get(), e);
    }
  }

  private static int orZero(@Nullable Integer number) {
    return number == null ? 0 : number;
  }
}
