package io.github.spotaware.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.spotaware.e2e.observe.AuditEvent;
import io.github.spotaware.e2e.observe.AuditEvents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CordonResultTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
  private static final String BENCH = "spot-aware-bench";

  private static AuditEvent event(
      String userAgent, String resource, String name, int receivedMillis, int finishedMillis) {
    return new AuditEvent(
        "ResponseComplete",
        "patch",
        "user",
        userAgent,
        "/uri",
        resource,
        "",
        resource.equals("deployments") ? "bench" : "",
        name,
        200,
        START.plusMillis(receivedMillis),
        START.plusMillis(finishedMillis),
        MissingNode.getInstance(),
        MissingNode.getInstance());
  }

  private static AuditEvent wanting(AuditEvent event, int replicas) throws IOException {
    JsonNode response = JSON.readTree("{\"spec\":{\"replicas\":%d}}".formatted(replicas));
    return new AuditEvent(
        event.stage(),
        event.verb(),
        event.user(),
        event.userAgent(),
        event.uri(),
        event.resource(),
        event.subresource(),
        event.namespace(),
        event.name(),
        event.code(),
        event.received(),
        event.finished(),
        event.requestObject(),
        response);
  }

  private static AuditEvents log() throws IOException {
    return new AuditEvents(
        List.of(
            wanting(event(BENCH, "deployments", "web", 0, 2), 1),
            event(BENCH, "nodes", "node-1", 10, 14),
            wanting(event("kubectl/v1", "deployments", "web", 15, 16), 2),
            wanting(event("spot-aware-webhook", "deployments", "other", 15, 16), 2),
            wanting(event("spot-aware-webhook", "deployments", "web", 16, 17), 1),
            wanting(event("spot-aware-webhook/1", "deployments", "web", 20, 24), 2),
            wanting(event("spot-aware-scaler", "deployments", "web", 30, 31), 2)));
  }

  private static CordonSample sample() throws IOException {
    return new CordonSample(
        CordonSample.write(log(), BENCH, "deployments", "web").orElseThrow(),
        CordonSample.write(log(), BENCH, "nodes", "node-1").orElseThrow(),
        CordonSample.raise(log(), "bench", "web"));
  }

  private static CordonSample unanswered() throws IOException {
    return new CordonSample(sample().patch(), sample().cordon(), Optional.empty());
  }

  @Test
  void aSampleIsReadFromTheAuditLog() throws IOException {
    assertThat(sample().patch().took()).isEqualTo(Duration.ofMillis(2));
    assertThat(sample().sincePersisted()).contains(Duration.ofMillis(10));
    assertThat(sample().sinceReceived()).contains(Duration.ofMillis(14));
    assertThat(sample().by()).contains("spot-aware-webhook");
  }

  @Test
  void theFiguresAreOneLineOfJson() throws IOException {
    String json =
        new CordonResult(List.of(sample(), unanswered()), true, Duration.ofSeconds(5)).json();
    assertThat(json).doesNotContain("\n");
    JsonNode tree = JSON.readTree(json);
    assertThat(tree.path("cordons").asInt()).isEqualTo(2);
    assertThat(tree.path("unanswered").asInt()).isEqualTo(1);
    assertThat(tree.path("webhooksStopped").asBoolean()).isTrue();
    assertThat(tree.at("/answeredToPersistedMillis/p99").asDouble()).isEqualTo(10);
    assertThat(tree.at("/receivedToPersistedMillis/max").asDouble()).isEqualTo(14);
    assertThat(tree.at("/patchMillis/p50").asDouble()).isEqualTo(2);
    assertThat(tree.at("/ratio/p50").asDouble()).isEqualTo(5);
    assertThat(tree.at("/writtenBy/spot-aware-webhook").asInt()).isEqualTo(1);
  }

  @Test
  void theTableSaysWhatIsMissing() throws IOException {
    assertThat(table(new CordonResult(List.of(sample()), false, Duration.ofSeconds(5))))
        .containsPattern("cordon answered -> replicas 2 persisted +10.0 ms +10.0 ms +10.0 ms\\R")
        .containsPattern("a bare PATCH of the same Deployment +2.0 ms")
        .containsPattern("multiple of the PATCH +5.0 ")
        .contains("written by: {spot-aware-webhook=1}")
        .doesNotContain("not answered");
    CordonResult none = new CordonResult(List.of(unanswered()), false, Duration.ofSeconds(5));
    assertThat(none.hasFigures()).isFalse();
    assertThat(table(none)).contains("written by: nobody", "1 of 1 cordons were not answered");
  }

  private static String table(CordonResult result) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    result.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
