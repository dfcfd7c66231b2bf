package io.github.spotaware.e2e.guard;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.observe.AuditEvent;
import io.github.spotaware.e2e.observe.AuditEvents;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Who wrote the count of the Deployment {@code web}, by the audit log, and what came of it. */
final class CountWrites {

  /**
   * @param change {@code 1 -> 2}, of what was stored
   */
  record Change(String who, String change) {}

  /**
   * As they were stored: the log has them as they were answered. What changes nothing has the
   * resourceVersion of the write before it; ours name the one that they change.
   */
  private static final Comparator<AuditEvent> IN_ORDER =
      Comparator.comparingLong(CountWrites::version).thenComparing(CountWrites::isOfOthers);

  private final List<Change> changes = new ArrayList<>();
  private final Map<String, int[]> table = new TreeMap<>();
  private int kept;

  private CountWrites() {}

  /** Those that were granted since the test began, after the creation. */
  static CountWrites of(Scenario scenario) {
    CountWrites writes = new CountWrites();
    int stored = 1;
    for (AuditEvent event :
        scenario.audit().in(scenario.namespace()).named(WriterOfOne.NAME).writes().list().stream()
            .filter(CountWrites::isPersisted)
            .sorted(IN_ORDER)
            .toList()) {
      int after = event.responseObject().path("spec").path("replicas").asInt();
      writes.add(who(event), asked(event), stored, after);
      stored = after;
    }
    return writes;
  }

  private static boolean isPersisted(AuditEvent event) {
    boolean ofCount = event.isOf("deployments") || event.isOf("deployments/scale");
    return ofCount
        && event.succeeded()
        && !event.uri().contains("dryRun=All")
        && !event.verb().equals("create");
  }

  private static long version(AuditEvent event) {
    return event.responseObject().path("metadata").path("resourceVersion").asLong();
  }

  private static boolean isOfOthers(AuditEvent event) {
    return !Set.of(AuditEvents.WEBHOOK, AuditEvents.SCALER).contains(who(event));
  }

  private void add(String who, int asked, int before, int after) {
    int[] row = table.computeIfAbsent(who, _ -> new int[4]);
    row[0]++;
    if (before != after) {
      row[1]++;
      changes.add(new Change(who, before + " -> " + after));
    } else if (asked == 1 && after == 2) {
      row[2]++;
      kept++;
    } else {
      row[3]++;
    }
  }

  /** The changes of what was stored, in order. */
  List<Change> changes() {
    return List.copyOf(changes);
  }

  /** Writes of 1 that were kept at 2. */
  int kept() {
    return kept;
  }

  /** For people. */
  String asTable() {
    StringBuilder text =
        new StringBuilder(
            "%-24s %7s %14s %14s %12s%n"
                .formatted("who", "writes", "count changed", "1 kept at 2", "as it was"));
    table.forEach((who, row) ->
        text.append("%-24s %7d %14d %14d %12d%n".formatted(who, row[0], row[1], row[2], row[3])));
    return text.toString();
  }

  private static String who(AuditEvent event) {
    if (event.userAgent().startsWith(AuditEvents.WEBHOOK)) {
      return AuditEvents.WEBHOOK;
    }
    return event.userAgent().split("/")[0];
  }

  /** Of a merge patch, an apply, an update, or a JSON Patch of ours. */
  private static int asked(AuditEvent event) {
    JsonNode request = event.requestObject();
    if (request.isArray()) {
      for (JsonNode operation : request) {
        if (operation.path("path").asText().equals("/spec/replicas")) {
          return operation.path("value").asInt();
        }
      }
    }
    return request.path("spec").path("replicas").asInt();
  }
}
