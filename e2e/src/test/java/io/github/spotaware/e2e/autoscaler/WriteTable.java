package io.github.spotaware.e2e.autoscaler;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.spotaware.e2e.observe.AuditEvent;
import io.github.spotaware.e2e.observe.AuditEvents;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who wrote which count or bound how often, as the audit log has it. */
final class WriteTable {
  static final String HPA_CONTROLLER =
      "system:serviceaccount:kube-system:horizontal-pod-autoscaler";

  private static final List<String> RESOURCES =
      List.of("deployments", "deployments/scale", "horizontalpodautoscalers", "scaledobjects");

  private WriteTable() {}

  /** Those of one namespace that took effect, one line for each kind of write. */
  static String of(AuditEvents audit, String namespace) {
    Map<String, Long> counts =
        writes(audit, namespace)
            .collect(
                Collectors.groupingBy(
                    write -> "%-26s %s".formatted(writer(write), what(write)),
                    TreeMap::new,
                    Collectors.counting()));
    return counts.entrySet().stream()
        .map(count -> "  %4d  %s%n".formatted(count.getValue(), count.getKey()))
        .collect(Collectors.joining());
  }

  private static Stream<AuditEvent> writes(AuditEvents audit, String namespace) {
    return audit.in(namespace).writes().succeeded().list().stream()
        .filter(event -> RESOURCES.stream().anyMatch(event::isOf))
        .filter(event -> !event.verb().equals("deletecollection"));
  }

  /** The writes that left a Deployment's count, in order: ours, and those of the HPA controller. */
  static List<AuditEvent> counts(AuditEvents audit, String namespace) {
    return writes(audit, namespace)
        .filter(write -> write.resource().equals("deployments") && !replicas(write).isEmpty())
        .sorted(Comparator.comparing(AuditEvent::finished))
        .toList();
  }

  /** What the HPA controller did to counts. */
  static AuditEvents byTheHpaController(AuditEvents audit, String namespace) {
    return audit
        .in(namespace)
        .of("deployments/scale")
        .where(event -> event.user().equals(HPA_CONTROLLER));
  }

  private static String writer(AuditEvent write) {
    return write.user().equals(HPA_CONTROLLER)
        ? "HPA controller"
        : write.userAgent().split("[/ ]")[0];
  }

  private static String what(AuditEvent write) {
    String resource =
        write.subresource().isEmpty()
            ? write.resource()
            : write.resource() + "/" + write.subresource();
    return write.verb() + " " + resource + replicas(write);
  }

  /** The count that it leaves, where the audit log has it. */
  private static String replicas(AuditEvent write) {
    JsonNode replicas = write.responseObject().path("spec").path("replicas");
    return replicas.isMissingNode() ? "" : ", replicas " + replicas.asText();
  }
}
