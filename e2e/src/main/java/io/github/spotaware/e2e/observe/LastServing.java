package io.github.spotaware.e2e.observe;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds, in the audit log alone, the granted requests that took the last serving pod of a workload:
 * a second witness beside the watch. A pod serves from the answer to the status that made it Ready
 * to the answer to its eviction or deletion.
 */
public final class LastServing {

  private LastServing() {}

  /**
   * Those requests, in the order of their answers; none is what is promised.
   *
   * @param events since before the workload was made
   * @param podPrefix of the names of its pods
   */
  public static List<AuditEvent> taken(AuditEvents events, String namespace, String podPrefix) {
    Set<String> serving = new HashSet<>();
    List<AuditEvent> taken = new ArrayList<>();
    for (AuditEvent event : events.in(namespace).succeeded().list()) {
      if (!event.name().startsWith(podPrefix)) {
        continue;
      }
      if (event.isOf("pods/status") && isReady(event.requestObject())) {
        serving.add(event.name());
      } else if (takes(event) && serving.remove(event.name()) && serving.isEmpty()) {
        taken.add(event);
      }
    }
    return List.copyOf(taken);
  }

  private static boolean takes(AuditEvent event) {
    boolean eviction = event.isOf("pods/eviction") && event.verb().equals("create");
    boolean deletion = event.isOf("pods") && event.verb().equals("delete");
    boolean unready = event.isOf("pods/status") && !isReady(event.requestObject());
    return eviction || deletion || unready;
  }

  /** Also true of a status that says nothing of it: such a patch leaves it as it is. */
  private static boolean isReady(JsonNode pod) {
    for (JsonNode condition : pod.path("status").path("conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        return condition.path("status").asText().equals("True");
      }
    }
    return true;
  }
}
