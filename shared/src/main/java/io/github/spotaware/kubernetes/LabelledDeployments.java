package io.github.spotaware.kubernetes;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.spotaware.port.Watched.Labelled;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.workload.DeploymentState;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The Deployments that carry the protected labels, from a watch. It only chooses who is looked at;
 * what is done about one is decided on live reads. Deployments that lose the label leave the watch
 * as if deleted.
 */
public final class LabelledDeployments implements AutoCloseable {

  private final KubernetesClient client;
  private final Changes changes;
  private final Watches watches;
  private volatile Map<DeploymentRef, Labelled> byRef = new ConcurrentHashMap<>();
  private volatile @Nullable LastingWatch<Deployment> watch;
  private @Nullable LabelSelector watched;

  public LabelledDeployments(KubernetesClient client, Changes changes, Watches watches) {
    this.client = client;
    this.changes = changes;
    this.watches = watches;
  }

  /** Watches what this selector selects from now on. The same selector again changes nothing. */
  public synchronized void watch(LabelSelector protectedLabels) {
    if (protectedLabels.equals(watched)) {
      return;
    }
    close();
    Map<DeploymentRef, Labelled> found = new ConcurrentHashMap<>();
    LastingWatch<Deployment> next =
        new LastingWatch<>(
            "protected Deployments",
            () ->
                Informers.consistent(
                        client
                            .apps()
                            .deployments()
                            .inAnyNamespace()
                            .withLabelSelector(protectedLabels.toString()))
                    .itemStore(new ReducedStore<>(Reduced::deployment)),
            new Handler<>(
                deployment -> {
                  found.put(ref(deployment), labelled(deployment));
                  changes.tell(ref(deployment));
                },
                deployment -> {
                  found.remove(ref(deployment));
                  changes.tell(ref(deployment));
                },
                LabelledDeployments::view),
            watches);
    byRef = found;
    watch = next;
    watched = protectedLabels;
    next.start();
  }

  /** What is not here was not there a moment ago. */
  public boolean current() {
    LastingWatch<Deployment> now = watch;
    return now != null && now.current();
  }

  public Collection<Labelled> all() {
    return List.copyOf(byRef.values());
  }

  public Optional<Labelled> find(DeploymentRef ref) {
    return Optional.ofNullable(byRef.get(ref));
  }

  public List<Labelled> in(String namespace) {
    return byRef.values().stream()
        .filter(labelled -> labelled.ref().namespace().equals(namespace))
        .toList();
  }

  public Set<String> namespaces() {
    return byRef.keySet().stream().map(DeploymentRef::namespace).collect(Collectors.toSet());
  }

  @Override
  public synchronized void close() {
    LastingWatch<Deployment> now = watch;
    if (now != null) {
      now.close();
      watch = null;
    }
  }

  /** Without the times and messages of conditions, which change far more often. */
  static List<Object> view(Deployment deployment) {
    DeploymentStatus status = deployment.getStatus();
    DeploymentState state = DeploymentMapper.map(deployment);
    return Arrays.asList(
        state.generation(),
        state.observedGeneration(),
        state.labels(),
        state.annotations(),
        state.terminating(),
        state.replicaFailure(),
        state.progressDeadlineExceeded(),
        status == null ? null : status.getReplicas(),
        status == null ? null : status.getReadyReplicas(),
        status == null ? null : status.getAvailableReplicas(),
        status == null ? null : status.getUpdatedReplicas());
  }

  private static DeploymentRef ref(Deployment deployment) {
    return new DeploymentRef(
        deployment.getMetadata().getNamespace(), deployment.getMetadata().getName());
  }

  private static Labelled labelled(Deployment deployment) {
    Integer replicas = deployment.getSpec().getReplicas();
    return new Labelled(
        ref(deployment),
        SelectorMapper.map(deployment.getSpec().getSelector()),
        replicas == null ? 1 : replicas);
  }
}
