package io.github.spotaware.e2e.observe;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.ScheduleName;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Events of an audit log, in the order of the answers. Each filter gives a narrower selection.
 *
 * @param list the events
 */
public record AuditEvents(List<AuditEvent> list) {

  /** The User-Agent of both webhooks. */
  public static final String WEBHOOK = "spot-aware-webhook";

  /** The User-Agent of the scaler. */
  public static final String SCALER = "spot-aware-scaler";

  /** What {@link #phases} says for the end of a schedule. */
  public static final String DELETED = "deleted";

  /** Copies the list. */
  public AuditEvents {
    list = List.copyOf(list);
  }

  /** Those that hold. */
  public AuditEvents where(Predicate<AuditEvent> condition) {
    return new AuditEvents(list.stream().filter(condition).toList());
  }

  /** Requests of clients whose User-Agent starts so. */
  public AuditEvents by(String userAgentPrefix) {
    return where(event -> event.userAgent().startsWith(userAgentPrefix));
  }

  /** Requests of the webhooks and of the scaler. */
  public AuditEvents byTheProject() {
    return where(
        event -> event.userAgent().startsWith(WEBHOOK) || event.userAgent().startsWith(SCALER));
  }

  /** Requests for a change, granted or not, but not those that keep a leader's Lease. */
  public AuditEvents writes() {
    return where(event -> event.isWrite() && !event.isOf("leases"));
  }

  /** Requests that were granted. */
  public AuditEvents succeeded() {
    return where(AuditEvent::succeeded);
  }

  /** Requests about this resource, {@code pods} or {@code pods/status}. */
  public AuditEvents of(String resource) {
    return where(event -> event.isOf(resource));
  }

  /** Requests about objects in this namespace. */
  public AuditEvents in(String namespace) {
    return where(event -> event.namespace().equals(namespace));
  }

  /** Requests about objects of this name. */
  public AuditEvents named(String name) {
    return where(event -> event.name().equals(name));
  }

  /** Requests that came in neither before {@code from} nor after {@code to}. */
  public AuditEvents receivedBetween(Instant from, Instant to) {
    return where(event -> !event.received().isBefore(from) && !event.received().isAfter(to));
  }

  /** Evictions, granted or not. */
  public AuditEvents evictions() {
    return of("pods/eviction").where(event -> event.verb().equals("create"));
  }

  /** The successful writes of the schedule of this Deployment, in order. */
  public AuditEvents schedule(String namespace, String deployment) {
    return of("configmaps")
        .in("spot-scaling")
        .named(ScheduleName.of(new DeploymentRef(namespace, deployment)))
        .writes()
        .succeeded();
  }

  /**
   * The phases that the schedule of this Deployment went through, {@code Raising} and on, and
   * {@link #DELETED}; writes that leave the phase as it is are not repeated.
   */
  public List<String> phases(String namespace, String deployment) {
    List<String> all =
        schedule(namespace, deployment).list().stream().map(AuditEvents::phase).toList();
    return IntStream.range(0, all.size())
        .filter(i -> i == 0 || !all.get(i).equals(all.get(i - 1)))
        .mapToObj(all::get)
        .toList();
  }

  /** The phase that a write of a schedule leaves. */
  public static String phase(AuditEvent write) {
    return write.verb().equals("delete")
        ? DELETED
        : write.requestObject().path("data").path("phase").asText();
  }

  /** One line for each, for people. */
  public List<String> summaries() {
    return list.stream().map(AuditEvent::summary).toList();
  }
}
