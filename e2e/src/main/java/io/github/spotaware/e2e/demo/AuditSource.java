package io.github.spotaware.e2e.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.spotaware.e2e.observe.AuditEvent;
import io.github.spotaware.e2e.observe.AuditEvents;
import io.github.spotaware.e2e.observe.AuditLog;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.ScheduleName;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Tells what the API server was asked: evictions, changes of the replicas, the schedule. */
final class AuditSource implements Supplier<List<Happening>> {

  private final AuditLog log;
  private final DeploymentRef deployment;
  private final String drains;
  private int told;
  private long replicas = 1;
  private String phase = "";

  /**
   * @param drains who evicts, as the timeline calls it
   */
  AuditSource(AuditLog log, DeploymentRef deployment, String drains) {
    this.log = log;
    this.deployment = deployment;
    this.drains = drains;
  }

  @Override
  public List<Happening> get() {
    List<AuditEvent> all = log.events().list();
    List<AuditEvent> fresh = all.subList(told, all.size());
    told = all.size();
    return fresh.stream()
        .filter(event -> event.isWrite() && event.stage().equals("ResponseComplete"))
        .flatMap(
            event -> words(event).map(what -> new Happening(event.finished(), actor(event), what)))
        .toList();
  }

  private Stream<String> words(AuditEvent event) {
    if (isAnEvictionOfAPod(event)) {
      return Stream.of(eviction(event));
    }
    if (event.succeeded() && isAboutTheDeployment(event)) {
      return replicas(event).stream();
    }
    if (event.succeeded() && event.isOf("configmaps") && isTheSchedule(event)) {
      return phase(event).stream();
    }
    return Stream.empty();
  }

  private boolean isAnEvictionOfAPod(AuditEvent event) {
    return event.isOf("pods/eviction")
        && event.namespace().equals(deployment.namespace())
        && event.name().startsWith(deployment.name() + "-");
  }

  private String eviction(AuditEvent event) {
    String seconds = Figures.seconds(event.took());
    if (event.succeeded()) {
      return "the eviction of " + event.name() + " goes through, asked " + seconds + " s ago";
    }
    return EvictionRefusal.of(event).words().formatted(event.name(), seconds, drains);
  }

  private boolean isAboutTheDeployment(AuditEvent event) {
    return event.resource().equals("deployments")
        && !event.subresource().equals("status")
        && event.namespace().equals(deployment.namespace())
        && event.name().equals(deployment.name());
  }

  private Optional<String> replicas(AuditEvent event) {
    JsonNode wanted = event.responseObject().path("spec").path("replicas");
    long before = replicas;
    replicas = wanted.asLong(before);
    return replicas == before
        ? Optional.empty()
        : Optional.of("scales %s from %d to %d".formatted(deployment.name(), before, replicas));
  }

  private boolean isTheSchedule(AuditEvent event) {
    return event.name().equals(ScheduleName.of(deployment));
  }

  private Optional<String> phase(AuditEvent event) {
    String next = AuditEvents.phase(event);
    boolean same = next.equals(phase);
    String before = phase;
    phase = next;
    return same
        ? Optional.empty()
        : Optional.of(
            "%s's schedule %s: %s".formatted(deployment.name(), next, meaning(next, before)));
  }

  private static String meaning(String phase, String before) {
    return switch (phase) {
      case "Raising" -> "the surge is on record, before anything else is done";
      case "Surged" ->
          before.equals("Raising")
              ? "two replicas are wanted, and it is known when to go back"
              : "the evicted pod has gone, the scale-down comes when it is due";
      case "Releasing" -> "the evicted pod gets its ticket, and no other goes meanwhile";
      case "Lowering" -> "due: one pod is to be removed, and no other is let go meanwhile";
      case AuditEvents.DELETED -> "all is as it was";
      default -> "the surge is called off";
    };
  }

  private static String actor(AuditEvent event) {
    if (event.isOf("pods/eviction")) {
      return "API server";
    }
    return switch (event.userAgent().split("/", 2)[0]) {
      case AuditEvents.WEBHOOK -> "webhook";
      case AuditEvents.SCALER -> "scaler";
      default -> "cluster";
    };
  }
}
