package io.github.spotaware.kubernetes;

import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.spotaware.port.LiveReads;
import io.github.spotaware.port.ReadFailed;
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
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link LiveReads} from the API server, each request on a thread of its own, and a bounded number
 * at a time: one connection carries a hundred (kube-apiserver's HTTP/2 default), and what is more
 * fails. Single pods, which most evictions begin and end with, have places of their own: they hold
 * up no look that has begun. A request that is in line for {@value #LONGEST_WAIT_SECONDS} s, longer
 * than anyone waits for it, fails.
 */
public final class LiveRequests implements LiveReads {
  private static final Logger LOG = LoggerFactory.getLogger(LiveRequests.class);

  /** The API server answers from its watch cache, however old (apiserver, List semantics). */
  private static final String FROM_CACHE = "0";

  private static final int AT_ONCE = 24;
  private static final int PODS_AT_ONCE = 32;
  private static final int LONGEST_WAIT_SECONDS = 40;

  private static final List<Duration> PAUSES =
      List.of(Duration.ofMillis(50), Duration.ofMillis(150));

  private final KubernetesClient client;
  private final ScheduleStore schedules;
  private final Executor executor;
  private final boolean live;
  private final Places places;

  private record Places(Semaphore any, Semaphore pods, JoinedReads joined) {
    Places() {
      this(new Semaphore(AT_ONCE, true), new Semaphore(PODS_AT_ONCE, true), new JoinedReads());
    }
  }

  /** What is read for all Deployments of a namespace or a node, whichever is looked at. */
  private record Common(String kind, String name, boolean live) {}

  public LiveRequests(KubernetesClient client, ScheduleStore schedules, Executor executor) {
    this(client, schedules, executor, true, new Places());
  }

  private LiveRequests(
      KubernetesClient client,
      ScheduleStore schedules,
      Executor executor,
      boolean live,
      Places places) {
    this.client = client;
    this.schedules = schedules;
    this.executor = executor;
    this.live = live;
    this.places = places;
  }

  @Override
  public LiveReads recent() {
    return new LiveRequests(client, schedules, executor, false, places);
  }

  /** New ones each time: the client writes into them. */
  private ListOptions listOptions() {
    return live
        ? new ListOptions()
        : new ListOptionsBuilder().withResourceVersion(FROM_CACHE).build();
  }

  @Override
  public CompletionStage<Optional<PodState>> pod(String namespace, String name) {
    return request(
        places.pods(),
        () ->
            Optional.ofNullable(client.pods().inNamespace(namespace).withName(name).get())
                .map(PodMapper::map));
  }

  @Override
  public CompletionStage<List<PodState>> pods(String namespace, LabelSelector selector) {
    return request(() ->
        client
            .pods()
            .inNamespace(namespace)
            .withLabelSelector(selector.toString())
            .list(listOptions())
            .getItems()
            .stream()
            .map(PodMapper::map)
            .toList());
  }

  @Override
  public CompletionStage<List<PodState>> podsOn(String node) {
    return request(() ->
        client
            .pods()
            .inAnyNamespace()
            .withField("spec.nodeName", node)
            .list(listOptions())
            .getItems()
            .stream()
            .map(PodMapper::map)
            .toList());
  }

  @Override
  public CompletionStage<List<ReplicaSetState>> replicaSets(
      String namespace, LabelSelector selector) {
    return request(() ->
        client
            .apps()
            .replicaSets()
            .inNamespace(namespace)
            .withLabelSelector(selector.toString())
            .list(listOptions())
            .getItems()
            .stream()
            .map(DeploymentMapper::map)
            .toList());
  }

  @Override
  public CompletionStage<Optional<DeploymentState>> deployment(DeploymentRef ref) {
    return request(() ->
        Optional.ofNullable(
                client.apps().deployments().inNamespace(ref.namespace()).withName(ref.name()).get())
            .map(DeploymentMapper::map));
  }

  @Override
  public CompletionStage<List<DeploymentState>> deployments(
      String namespace, LabelSelector labels) {
    return common(
        "deployments",
        namespace + " " + labels,
        () ->
            client
                .apps()
                .deployments()
                .inNamespace(namespace)
                .withLabelSelector(labels.toString())
                .list(listOptions())
                .getItems()
                .stream()
                .map(DeploymentMapper::map)
                .toList());
  }

  @Override
  public CompletionStage<Optional<NodeState>> node(String name) {
    return common(
        "node",
        name,
        () -> Optional.ofNullable(client.nodes().withName(name).get()).map(NodeMapper::map));
  }

  @Override
  public CompletionStage<List<NodeState>> nodes() {
    return common(
        "nodes",
        "",
        () -> client.nodes().list(listOptions()).getItems().stream().map(NodeMapper::map).toList());
  }

  @Override
  public CompletionStage<List<ServiceEndpoints>> endpoints(String namespace) {
    return common(
        "endpoints",
        namespace,
        () ->
            EndpointsMapper.map(
                client
                    .discovery()
                    .v1()
                    .endpointSlices()
                    .inNamespace(namespace)
                    .list(listOptions())
                    .getItems()));
  }

  @Override
  public CompletionStage<List<DisruptionBudgetState>> budgets(String namespace) {
    return common(
        "budgets",
        namespace,
        () ->
            client
                .policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace(namespace)
                .list(listOptions())
                .getItems()
                .stream()
                .map(BudgetMapper::map)
                .toList());
  }

  @Override
  public CompletionStage<List<DeploymentRef>> backstops() {
    return request(() ->
        client
            .policy()
            .v1()
            .podDisruptionBudget()
            .inAnyNamespace()
            .withLabel(ScheduleStore.MANAGED_BY, ScheduleStore.MANAGER)
            .list(listOptions())
            .getItems()
            .stream()
            .map(BudgetMapper::map)
            .flatMap(budget ->
                budget
                    .backstopOf()
                    .map(owner -> new DeploymentRef(budget.namespace(), owner.name()))
                    .stream())
            .toList());
  }

  @Override
  public CompletionStage<Optional<AutoscalerState>> autoscaler(DeploymentRef target) {
    return autoscalers(target.namespace()).thenCompose(all -> orFailed(() -> of(target, all)));
  }

  private CompletionStage<Optional<AutoscalerState>> of(
      DeploymentRef target, List<HorizontalPodAutoscaler> all) {
    return all.stream()
        .filter(hpa -> "Deployment".equals(hpa.getSpec().getScaleTargetRef().getKind()))
        .filter(hpa -> target.name().equals(hpa.getSpec().getScaleTargetRef().getName()))
        .findFirst()
        .map(hpa -> stateOf(target.namespace(), hpa))
        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
  }

  private CompletionStage<List<HorizontalPodAutoscaler>> autoscalers(String namespace) {
    return common(
        "autoscalers",
        namespace,
        () ->
            client
                .autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace(namespace)
                .list(listOptions())
                .getItems());
  }

  private CompletionStage<Optional<AutoscalerState>> stateOf(
      String namespace, HorizontalPodAutoscaler hpa) {
    AutoscalerState alone = AutoscalerMapper.map(hpa);
    return AutoscalerMapper.scaledObjectOf(hpa)
        .map(name ->
            scaledObject(namespace, name).thenApply(found -> found.or(() -> Optional.of(alone))))
        .orElseGet(() -> CompletableFuture.completedFuture(Optional.of(alone)));
  }

  @Override
  public CompletionStage<Optional<AutoscalerState>> scaledObject(String namespace, String name) {
    return request(() -> readScaledObject(namespace, name));
  }

  /** Empty too where its kind is not installed: the API server answers 404 to both. */
  private Optional<AutoscalerState> readScaledObject(String namespace, String name) {
    return Optional.ofNullable(
            client
                .genericKubernetesResources(AutoscalerMapper.SCALED_OBJECTS)
                .inNamespace(namespace)
                .withName(name)
                .get())
        .map(AutoscalerMapper::map);
  }

  @Override
  public CompletionStage<Boolean> namespaceTerminating(String name) {
    return common(
        "namespace",
        name,
        () -> {
          Namespace namespace = client.namespaces().withName(name).get();
          return namespace == null || namespace.getMetadata().getDeletionTimestamp() != null;
        });
  }

  @Override
  public CompletionStage<NameUse> scheduleName(String name, DeploymentRef deployment) {
    return request(() -> schedules.use(name, deployment));
  }

  @Override
  public CompletionStage<Set<String>> exclusiveClaims(String namespace, Set<String> claims) {
    return request(() ->
        claims.stream()
            .map(
                name -> client.persistentVolumeClaims().inNamespace(namespace).withName(name).get())
            .filter(Objects::nonNull)
            .filter(LiveRequests::isExclusive)
            .map(claim -> claim.getMetadata().getName())
            .collect(Collectors.toSet()));
  }

  private static boolean isExclusive(PersistentVolumeClaim claim) {
    return claim.getSpec().getAccessModes().stream()
        .allMatch(mode -> mode.startsWith("ReadWriteOnce"));
  }

  private <T> CompletionStage<T> common(String kind, String name, Supplier<T> read) {
    return places.joined().read(new Common(kind, name, live), read, this::request);
  }

  private <T> CompletionStage<T> request(Supplier<T> read) {
    return request(places.any(), read);
  }

  private <T> CompletionStage<T> request(Semaphore place, Supplier<T> read) {
    return CompletableFuture.supplyAsync(
        () -> inPlace(place, () -> orFailed(() -> repeated(read))), executor);
  }

  private static <T> T inPlace(Semaphore place, Supplier<T> read) {
    try {
      if (!place.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw new ReadFailed("too many requests to the API server are open");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ReadFailed("interrupted", e);
    }
    try {
      return read.get();
    } finally {
      place.release();
    }
  }

  /**
   * What was answered 5xx is asked again soon, twice: a look takes eight reads or so, and one that
   * fails is the end of it. Not after a 429, which asks for fewer requests, nor where no answer
   * came: that has taken its time.
   */
  static <T> T repeated(Supplier<T> read) {
    for (Duration pause : PAUSES) {
      try {
        return read.get();
      } catch (KubernetesClientException e) {
        if (e.getCode() < 500) {
          throw e;
        }
        LockSupport.parkNanos(pause.toNanos());
      }
    }
    return read.get();
  }

  /** Every failure has words: a read that ended in none would leave its hold without an event. */
  static <T> T orFailed(Supplier<T> read) {
    try {
      return read.get();
    } catch (KubernetesClientException e) {
      throw new ReadFailed(ApiFailure.message(e), e);
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("what was read could not be understood");
      throw new ReadFailed(ApiFailure.message(e), e);
    }
  }
}
