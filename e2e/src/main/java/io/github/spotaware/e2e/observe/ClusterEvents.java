package io.github.spotaware.e2e.observe;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * The Events (events.k8s.io/v1) of one namespace, as {@code kubectl events} shows them. They are
 * sent off the request path, so one that is expected is waited for.
 */
public final class ClusterEvents {

  private static final Duration BOUND = Duration.ofSeconds(15);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final KubernetesClient client;
  private final String namespace;

  /** Those of this namespace. */
  public ClusterEvents(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /** All of them, of whomever. */
  public List<Event> all() {
    return client.events().v1().events().inNamespace(namespace).list().getItems();
  }

  /** Those of this reason about the object of this kind and name, the oldest first. */
  public List<Event> about(String kind, String name, String reason) {
    return all().stream()
        .filter(event -> reason.equals(event.getReason()))
        .filter(event -> event.getRegarding() != null)
        .filter(event -> kind.equals(event.getRegarding().getKind()))
        .filter(event -> name.equals(event.getRegarding().getName()))
        .sorted(Comparator.comparing(event -> event.getMetadata().getCreationTimestamp()))
        .toList();
  }

  /** The first of {@link #about} whose note contains this text, once there is one. */
  public Event await(String kind, String name, String reason, String note) {
    String what = "Event %s about %s %s: ...%s...".formatted(reason, kind, name, note);
    Await.until(
        what,
        Deadline.after(BOUND),
        PAUSE,
        () -> about(kind, name, reason).stream().anyMatch(event -> says(event, note)));
    return about(kind, name, reason).stream()
        .filter(event -> says(event, note))
        .findFirst()
        .orElseThrow(() -> new EnvironmentException("was there and is gone: " + what));
  }

  private static boolean says(Event event, String note) {
    return Objects.requireNonNullElse(event.getNote(), "").contains(note);
  }
}
